/**
 * Files of records of any size, made of one valid example with other numbers and names in it.
 *
 * @module
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { JsonObject, JsonValue } from '../validator/index.ts'

const EXAMPLE = 'schemas/national/population/citizen/2.0.0/examples/valid/full.json'
const VARIANT_COUNT = 1_000
const FAMILY_NAMES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ']
const GIVEN_NAMES = ['Ví Dụ', 'An', 'Bình', 'Châu', 'Dung', 'Giang', 'Hạnh', 'Khuê', 'Lan']

/** What stands around the records. */
export interface Form {
  readonly open: string
  readonly between: string
  readonly close: string
}

export interface RecordsFile {
  readonly records: number
  readonly bytes: number
}

/** `format` is of one record: what stands between them is added here. */
export function writeRecords(
  file: string,
  bytesMin: number,
  { open, between, close }: Form,
  format: (record: JsonValue) => string,
): RecordsFile {
  const texts = variants().map(format)
  const some = Buffer.from(texts.join(between))
  const target = openSync(file, 'w')
  let bytes = writeSync(target, open)
  let records = 0
  while (bytes < bytesMin) {
    if (records > 0) bytes += writeSync(target, between)
    bytes += writeSync(target, some)
    records += texts.length
  }
  bytes += writeSync(target, close)
  closeSync(target)
  return { records, bytes }
}

function variants(): readonly JsonValue[] {
  const example = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as JsonObject
  return Array.from({ length: VARIANT_COUNT }, (_, index) => {
    const name = {
      Ho: FAMILY_NAMES[index % FAMILY_NAMES.length] ?? '',
      Ten: GIVEN_NAMES[index % GIVEN_NAMES.length] ?? '',
    }
    const number = `001190${String(index).padStart(6, '0')}`
    const head = { QuanHe: 'CH01', SoDinhDanh: number, HoVaTen: name }
    const street = { ...(example['ThuongTru'] as JsonObject), ChiTiet: `Số ${index} phố Ví Dụ` }
    return { ...example, SoDinhDanh: number, HoVaTen: name, ThuongTru: street, ChuHo: head }
  })
}
