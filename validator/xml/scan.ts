/**
 * One pass over XML text, from mark-up to mark-up, that builds nothing.
 *
 * It decides what must be known before a parser runs (DOCTYPE, depth), and it
 * finds where start tags stand, counted in document order. On text that is not
 * well-formed its answer means nothing, and the parser says so.
 *
 * @module
 */

export interface XmlScan {
  readonly hasDoctype: boolean
  readonly depth: number
  /** The most that an element has together with those it is in, declarations of namespaces too. */
  readonly attributeCount: number
  /** Offset of the first processing instruction inside the root element. */
  readonly piInside?: number
}

/**
 * For texts that have one character for each byte, where `\s` is a part of some letters as well:
 * the last byte of à is that of a no-break space.
 */
export const SPACE: string = String.raw`[ \t\r\n]`
export const DECLARATION: string = String.raw`<\?xml${SPACE}[^<>]*\?>`
/** Of an element that is not empty, but for one with a space before its slash. */
export const START_TAG: string = String.raw`<[^ \t\r\n<>/!?]+(?:${SPACE}[^<>]*)?>`

const TAG_NAME = /<\/?([^ \t\r\n/>]*)/uy

/** The qualified name in the tag at `at`. */
export function nameInTag(text: string, at = 0): string {
  TAG_NAME.lastIndex = at
  return TAG_NAME.exec(text)?.[1] ?? ''
}

export type Markup = 'start' | 'empty' | 'end' | 'pi' | 'doctype' | 'other'

export function scanXml(text: string): XmlScan {
  /** Attributes of the elements that are open. */
  const open: number[] = []
  const attributesIn = attributeCounter(text)
  let [depth, around, attributeCount] = [0, 0, 0]
  let hasDoctype = false
  let piInside: number | undefined
  eachMarkup(text, (kind, at, end) => {
    if (kind === 'end') around -= open.pop() ?? 0
    else if (kind === 'doctype') hasDoctype = true
    else if (kind === 'pi' && open.length > 0) piInside ??= at
    if (kind !== 'start' && kind !== 'empty') return
    const own = attributesIn(at, end)
    depth = Math.max(depth, open.length + 1)
    attributeCount = Math.max(attributeCount, around + own)
    if (kind === 'empty') return
    open.push(own)
    around += own
  })
  return { hasDoctype, depth, attributeCount, ...(piInside === undefined ? {} : { piInside }) }
}

/** For one tag after the other; most have no attribute, and are not looked at. */
function attributeCounter(text: string): (at: number, end: number) => number {
  let equals = -1
  return (at, end) => {
    if (equals < at) equals = text.indexOf('=', at)
    if (equals < 0) equals = text.length
    return equals < end ? quotedIn(text, equals, end) : 0
  }
}

/** Values between quotes. */
function quotedIn(text: string, from: number, end: number): number {
  let count = 0
  for (let at = from; at < end; at += 1) {
    const isQuote = text.charCodeAt(at) === 0x22 || text.charCodeAt(at) === 0x27
    if (!isQuote) continue
    at = text.indexOf(text.charAt(at), at + 1)
    if (at < 0) return count
    count += 1
  }
  return count
}

/** A start tag that is looked for, or one above it. */
interface Sought {
  readonly children: Map<number, Sought>
  offset: number
}

/** Offsets of start tags by path: `[0, 2, 1]` is the second child of the root's third child. */
export function startTagOffsets(
  text: string,
  paths: readonly (readonly number[])[],
): readonly number[] {
  const top: Sought = { children: new Map(), offset: 0 }
  const sought = paths.map((path) => path.reduce(soughtChild, top))
  const open: { readonly above: Sought | undefined; count: number }[] = [{ above: top, count: 0 }]
  eachMarkup(text, (kind, at) => {
    if (kind === 'end') open.pop()
    const inside = open.at(-1)
    if (inside === undefined || (kind !== 'start' && kind !== 'empty')) return
    const child = inside.above?.children.get(inside.count)
    inside.count += 1
    if (child !== undefined) child.offset = at
    if (kind === 'start') open.push({ above: child, count: 0 })
  })
  return sought.map(({ offset }) => offset)
}

function soughtChild({ children }: Sought, index: number): Sought {
  const known = children.get(index)
  if (known !== undefined) return known
  const child: Sought = { children: new Map(), offset: 0 }
  children.set(index, child)
  return child
}

/** One element among others, where text and other mark-up may stand before it. */
export interface ElementSpan {
  readonly start: number
  /** -1 where it has no end. */
  readonly end: number
}

/** How much deeper what follows is than an element's tag. */
const LEVELS: Readonly<Partial<Record<Markup, number>>> = { start: 1, empty: 0, end: -1 }

/**
 * The next element from `at` on; undefined when there is no mark-up left but such as has an end
 * and no content. An end tag too many and a DOCTYPE are elements without an end.
 */
export function nextElement(text: string, at: number): ElementSpan | undefined {
  let [level, start] = [0, -1]
  let from = text.indexOf('<', at)
  while (from >= 0) {
    const [kind, end] = readMarkup(text, from)
    const step = LEVELS[kind]
    if (step !== undefined && start < 0) start = from
    level += step ?? 0
    if (end < 0 || level < 0 || kind === 'doctype') return { start: from, end: -1 }
    if (step !== undefined && level === 0) return { start, end }
    from = text.indexOf('<', end)
  }
  return start < 0 ? undefined : { start, end: -1 }
}

function eachMarkup(text: string, visit: (kind: Markup, at: number, end: number) => void): void {
  let at = text.indexOf('<')
  while (at >= 0) {
    const [kind, end] = readMarkup(text, at)
    visit(kind, at, end)
    at = end < 0 ? -1 : text.indexOf('<', end)
  }
}

/** The kind of the mark-up at `at`, and the offset after it; -1 when it never ends. */
export function readMarkup(text: string, at: number): readonly [Markup, number] {
  if (text.startsWith('<!--', at)) return ['other', after(text, '-->', at + 4)]
  if (text.startsWith('<![CDATA[', at)) return ['other', after(text, ']]>', at + 9)]
  if (text.startsWith('<?', at)) return ['pi', after(text, '?>', at + 2)]
  if (text.startsWith('<!', at)) {
    const isDoctype = text.slice(at + 2, at + 9).toUpperCase() === 'DOCTYPE'
    return [isDoctype ? 'doctype' : 'other', after(text, '>', at + 2)]
  }
  if (text.startsWith('</', at)) return ['end', after(text, '>', at + 2)]
  const end = tagEnd(text, at + 1)
  return [text.charCodeAt(end - 2) === 0x2f ? 'empty' : 'start', end]
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

/** After the `>` of a start tag, passing over quoted attribute values. */
function tagEnd(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const character = text.charCodeAt(at)
    if (character === 0x3e) return at + 1
    if (character === 0x22 || character === 0x27) {
      at = text.indexOf(text.charAt(at), at + 1)
      if (at < 0) return -1
    }
    at += 1
  }
  return -1
}
