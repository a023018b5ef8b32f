/**
 * Content negotiation by RFC 9110 §12.5, as far as the service needs it.
 *
 * @module
 */
import type { Bilingual } from '../validator/index.ts'

interface Range {
  readonly type: string
  readonly quality: number
}

/** The offered types, best first; those the client refuses are left out. */
export function preferTypes(
  accept: string | undefined,
  offered: readonly string[],
): readonly string[] {
  const ranges = parseRanges(accept ?? '*/*')
  return offered
    .map((type, index) => ({ type, index, quality: qualityOf(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index)
    .map(({ type }) => type)
}

export type Encoding = 'br' | 'gzip' | 'identity'

/** Brotli, else gzip, else as it is: the smallest that the client takes. */
export function preferEncoding(acceptEncoding: string | undefined): Encoding {
  const ranges = parseRanges(acceptEncoding ?? '')
  const takes = (name: string) =>
    (ranges.find(({ type }) => type === name) ?? ranges.find(({ type }) => type === '*'))
      ?.quality ?? 0
  if (takes('br') > 0) return 'br'
  return takes('gzip') > 0 ? 'gzip' : 'identity'
}

/** `?lang=`, else Accept-Language, else Vietnamese. */
export function preferLanguage(
  asked: string | undefined,
  acceptLanguage: string | undefined,
): keyof Bilingual {
  if (asked === 'vi' || asked === 'en') return asked
  const best = [...parseRanges(acceptLanguage ?? '')]
    .sort((a, b) => b.quality - a.quality)
    .map(({ type }) => type.split('-')[0])
    .find((language) => language === 'vi' || language === 'en')
  return best === 'en' ? 'en' : 'vi'
}

function parseRanges(header: string): readonly Range[] {
  return header.split(',').flatMap((part) => {
    const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
    if (type === '') return []
    const quality = parameters.find((each) => each.startsWith('q='))?.slice(2)
    const number = quality === undefined ? 1 : Number(quality)
    return [{ type, quality: Number.isFinite(number) ? number : 0 }]
  })
}

/** The most specific range that fits decides: RFC 9110 §12.5.1. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const group = `${type.split('/')[0]}/*`
  for (const candidate of [type, group, '*/*']) {
    const range = ranges.find((each) => each.type === candidate)
    if (range !== undefined) return range.quality
  }
  return 0
}
