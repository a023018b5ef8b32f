/**
 * A polygon as Well-Known Text (ISO 19125-1): rings of points, each ring closed.
 *
 * Nothing is said of whether a ring crosses itself: that is geometry, and the
 * cadastral system's business.
 *
 * @module
 */
import type { Check } from './check.ts'

const POLYGON = /^POLYGON ?\(/u
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/u
/** A triangle, and the first point again. */
const POINTS_MIN = 4

export const wktPolygon: Check = {
  name: { vi: 'đa giác WKT', en: 'WKT polygon' },
  judge(text) {
    const rings = ringsOf(text)
    if (rings === undefined) return 'format-mismatch'
    return rings.every(isClosed) ? undefined : 'ring-open'
  },
}

/** Each ring as its points, written `x y`; undefined when the text is no polygon. */
function ringsOf(text: string): readonly (readonly string[])[] | undefined {
  if (!POLYGON.test(text) || !text.endsWith(')')) return undefined
  const inside = text.slice(text.indexOf('(') + 1, -1).trim()
  if (!inside.startsWith('(') || !inside.endsWith(')')) return undefined
  const rings: string[][] = []
  for (const ring of inside.slice(1, -1).split(')')) {
    const points = pointsOf(rings.length === 0 ? ring : afterComma(ring))
    if (points === undefined) return undefined
    rings.push(points)
  }
  return rings
}

/** What stands between two rings is `, (`; anything else makes no point of the text. */
function afterComma(text: string): string {
  const rest = text.trimStart()
  if (!rest.startsWith(',')) return ''
  const ring = rest.slice(1).trimStart()
  return ring.startsWith('(') ? ring.slice(1) : ''
}

function pointsOf(ring: string): string[] | undefined {
  const points = ring.split(',').map((point) =>
    point
      .trim()
      .split(' ')
      .filter((part) => part !== ''),
  )
  const isRing = points.every((point) => point.length === 2 && point.every((n) => NUMBER.test(n)))
  return isRing ? points.map(([x, y]) => `${Number(x)} ${Number(y)}`) : undefined
}

function isClosed(points: readonly string[]): boolean {
  return points.length >= POINTS_MIN && points[0] === points.at(-1)
}
