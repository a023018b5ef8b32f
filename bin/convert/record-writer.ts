/**
 * Any number of converted records as one text, a record at a time.
 *
 * JSON and JSON-LD stand one on a line, N-Quads one triple on a line, XML in a collection that
 * `chuan validate` and `chuan convert` read as they read any other.
 *
 * @module
 */
import type { Form } from '../../codegen/index.ts'
import { toJsonLd, writeForm } from '../../codegen/index.ts'
import type { Catalogue, ConvertedRecord } from '../../validator/index.ts'
import { Problem } from '../../validator/index.ts'
import { usageWrong } from '../problems.ts'

export interface RecordWriter {
  /** Of the file, e.g. `.ndjson`. */
  readonly extension: string
  readonly head: string
  readonly tail: string
  /** Throws Problem `instance-unmappable` for what the form cannot show. */
  readonly write: (record: ConvertedRecord) => Promise<string>
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
/** The root names no structure: what the records are of, each says by its namespace. */
const COLLECTION = 'DanhSach'

/** Throws Problem `usage-wrong` for Turtle, which one text cannot be made of piece by piece. */
export function createRecordWriter(form: Form, catalogue: Catalogue): RecordWriter {
  const lines = { extension: '.ndjson', head: '', tail: '' }
  let written = 0
  switch (form.name) {
    case 'json':
      return { ...lines, write: async ({ value }) => `${JSON.stringify(value)}\n` }
    case 'jsonld':
      return {
        ...lines,
        write: async ({ value, version }) =>
          `${JSON.stringify(toJsonLd(value, version, catalogue))}\n`,
      }
    case 'nquads':
      return {
        ...lines,
        extension: form.extension,
        async write({ value, version }) {
          written += 1
          return relabelled(await writeForm(form, value, version, catalogue), written)
        },
      }
    case 'xml':
      return {
        extension: form.extension,
        head: `${DECLARATION}<${COLLECTION}>\n`,
        tail: `</${COLLECTION}>\n`,
        async write({ value, version }) {
          const text = await writeForm(form, value, version, catalogue)
          return text.slice(DECLARATION.length)
        },
      }
    case 'turtle':
      throw new Problem(
        usageWrong,
        'Records are not written as Turtle one after the other: say nquads',
      )
  }
}

const SUBJECT = /^_:/gmu
/** Where no literal stands, which could look like one. */
const OBJECT = /^([^"\n]*> )_:(?=\S+ \.$)/gmu

/** A label names a node within one text, and every record begins to count anew. */
function relabelled(quads: string, record: number): string {
  return quads.replaceAll(SUBJECT, `_:r${record}`).replaceAll(OBJECT, `$1_:r${record}`)
}
