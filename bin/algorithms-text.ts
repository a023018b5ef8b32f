/**
 * The table of signature algorithms, for people to read and for documentation.
 *
 * @module
 */
import type { AlgorithmRow, AlgorithmTerm, Bilingual } from '../validator/index.ts'
import {
  ALGORITHM_BASES,
  ALGORITHMS,
  DIGESTS,
  endedAlgorithmTerm,
  isLegacyAlgorithm,
} from '../validator/index.ts'

type Language = keyof Bilingual

const WORDS = {
  vi: {
    bits: 'bit',
    from: 'từ',
    legacyFrom: 'cũ từ',
    until: 'đến hết',
    named: 'không nêu hạn',
    digests: 'hàm băm',
    byException: 'chỉ theo ngoại lệ có hạn của chính sách tiếp nhận',
    law: 'luật Việt Nam, có tính quyết định',
    advice: 'khuyến nghị của nước ngoài: chỉ ghi vào báo cáo, trừ khi chính sách đặt strict',
    marks: '✓ dùng được   ! đã cũ, hoặc quá hạn được khuyến nghị   ✗ từ chối',
  },
  en: {
    bits: 'bits',
    from: 'from',
    legacyFrom: 'legacy from',
    until: 'until',
    named: 'no end named',
    digests: 'digests',
    byException: 'by a dated exception of a policy alone',
    law: 'law of Vietnam, which decides',
    advice: 'recommended abroad: told in reports, unless a policy says strict',
    marks: '✓ good   ! legacy, or past its recommended end   ✗ refused',
  },
} as const

const SCHEMES: Readonly<Record<AlgorithmRow['scheme'], string>> = {
  pss: 'RSASSA-PSS',
  pkcs1: 'RSASSA-PKCS1-v1_5',
  ecdsa: 'ECDSA',
  eddsa: 'EdDSA',
}
const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
}

/** Such as `RSASSA-PSS, RSA 2048–2999 bits`. */
export function describeRow(
  { scheme, bits, curves = [] }: AlgorithmRow,
  language: Language,
): string {
  const key =
    bits === undefined
      ? curves.map((curve) => CURVES[curve] ?? curve).join(', ') || 'Ed25519'
      : `RSA ${bits[0]}–${bits[1]} ${WORDS[language].bits}`
  return `${SCHEMES[scheme]}, ${key}`
}

export function describeTerm(
  { from, legacyFrom, until }: AlgorithmTerm,
  language: Language,
): string {
  const words = WORDS[language]
  const said = [
    ...(from === undefined ? [] : [`${words.from} ${from}`]),
    ...(legacyFrom === undefined ? [] : [`${words.legacyFrom} ${legacyFrom}`]),
    ...(until === undefined ? [] : [`${words.until} ${until}`]),
  ]
  return said.length > 0 ? said.join(', ') : words.named
}

/** As of an instant: a row for each algorithm, then the texts that their dates are from. */
export function formatAlgorithms(at: Date, language: Language): string {
  const words = WORDS[language]
  const bases = ALGORITHM_BASES.flatMap(({ instrument, locator, level, source, isLaw }) => [
    `${instrument[language]}, ${locator}: ${isLaw ? words.law : words.advice}`,
    `    ${level}  ${source}`,
  ])
  const rows = ALGORITHMS.flatMap((row) => rowLines(row, at, language))
  return `${[words.marks, '', ...rows, '', digestLine(language), '', ...bases].join('\n')}\n`
}

function digestLine(language: Language): string {
  const words = WORDS[language]
  const named = DIGESTS.map(({ hash, byException }) =>
    byException === true ? `${hash} (${words.byException})` : hash,
  )
  return `${words.digests}: ${named.join(', ')}`
}

function rowLines(row: AlgorithmRow, at: Date, language: Language): readonly string[] {
  const { jose, xml } = namesOfRow(row)
  const terms = row.terms.map(
    (term) => `    ${term.basis.instrument[language]}: ${describeTerm(term, language)}`,
  )
  return [
    `${markOf(row, at)} ${row.id}  ${describeRow(row, language)}`,
    `    ${[...jose, ...xml].join(' ')}`,
    ...terms,
    ...(row.byException === true ? [`    ${WORDS[language].byException}`] : []),
  ]
}

/** What it is called; of XML URIs what stands behind `#`. */
export function namesOfRow({ names }: AlgorithmRow): {
  readonly jose: readonly string[]
  readonly xml: readonly string[]
  readonly oid: readonly string[]
} {
  return {
    jose: names.flatMap(({ jose = [] }) => jose),
    xml: names.flatMap(({ xml }) => xml?.replace(/^.*#/u, '') ?? []),
    oid: [...new Set(names.flatMap(({ oid }) => oid ?? []))],
  }
}

function markOf(row: AlgorithmRow, at: Date): '✓' | '!' | '✗' {
  if (row.byException === true || endedAlgorithmTerm(row, at, { isLaw: true })) return '✗'
  return isLegacyAlgorithm([row], at) || endedAlgorithmTerm(row, at, { isLaw: false }) ? '!' : '✓'
}
