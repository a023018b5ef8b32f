/**
 * The message that announces a published version: the kind "field structures" of the circular.
 *
 * One version always gives the same message, with the same id: whoever receives it twice knows
 * it already. The structure is `exchange/field-structures/publication`.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { JsonObject, JsonValue, LegalBasis, SchemaVersion } from '../validator/index.ts'
import {
  canonicalJson,
  formatSchemaRef,
  objectMember,
  readLegalBasis,
  textMember,
} from '../validator/index.ts'
import type { Agency } from './config.ts'
import type { ArtefactSummary } from './store/store.ts'

export const PUBLICATION_PATH = 'exchange/field-structures/publication'

export interface PublicationFacts {
  readonly version: SchemaVersion
  /** SHA-256 of schema and values in canonical JSON. */
  readonly digest: string
  readonly publishedAt: Date
  readonly artefacts: readonly ArtefactSummary[]
  readonly agency: Agency
  /** `$id` of the message's own structure. */
  readonly structure: string
}

export function publicationMessage(facts: PublicationFacts): JsonObject {
  const content = contentOf(facts)
  const { agency, structure, publishedAt } = facts
  return {
    ThongTinChung: {
      MaThongDiep: messageId(facts),
      LoaiThongDiep: 'ThongBao',
      LoaiDuLieu: 'database-field-structures',
      BenGui: {
        MaDonVi: agency.code,
        ...(agency.name === undefined ? {} : { TenDonVi: agency.name }),
      },
      CauTruc: structure,
      ThoiDiemTao: publishedAt.toISOString(),
      MaBamNoiDung: sha256(canonicalJson(content)),
    },
    NoiDung: content,
  }
}

function contentOf({ version, digest, publishedAt, artefacts }: PublicationFacts): JsonObject {
  const { document, id, ref } = version
  const english = objectMember(document, 'x-en') ?? {}
  return {
    PhienBan: formatSchemaRef(ref),
    DiaChi: id,
    ...present({
      Loai: textMember(document, 'x-kind'),
      TenCauTruc: textMember(document, 'title'),
      TenTiengAnh: textMember(english, 'title'),
      TrangThai: textMember(document, 'x-status'),
      CoQuanChuQuan: textMember(objectMember(document, 'x-owner') ?? {}, 'name'),
    }),
    MaBamCauTruc: digest,
    ThoiDiemCongBo: publishedAt.toISOString(),
    ...present({
      HieuLucTu: textMember(document, 'x-inForceFrom'),
      HieuLucDen: textMember(document, 'x-inForceTo'),
      ThayTheBoi: textMember(document, 'x-successor'),
    }),
    ...provisionsOf(document),
    DanhSachTep: artefacts.map(({ name, mediaType, digest: fileDigest, bytes }) => ({
      TenTep: name,
      KieuNoiDung: mediaType,
      KichThuoc: bytes,
      MaBam: fileDigest,
      DuongDan: `${id}/${name}`,
    })),
  }
}

/** XML knows no empty list: a structure without provisions leaves the field out. */
function provisionsOf(document: JsonObject): JsonObject {
  const provisions = readLegalBasis(document['x-legalBasis'])
  return provisions.length === 0 ? {} : { DanhSachCanCu: provisions.map(provision) }
}

function provision(basis: LegalBasis): JsonObject {
  return present({
    VanBan: basis.instrument,
    TenVanBan: basis.title,
    Dieu: basis.article,
    Khoan: basis.clause,
    Diem: basis.point,
    Ngay: basis.date,
    DiaChi: basis.url,
  })
}

/** RFC 9562 §5.8: a UUID whose content is ours, here the first bits of a digest. */
function messageId({ version, digest }: PublicationFacts): string {
  const hex = sha256(`${version.id} ${digest}`)
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4] ?? '8'
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as JsonObject
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
