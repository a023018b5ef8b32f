/**
 * What a start tag means, by libxml2: it is asked once for each tag there is, as most records
 * begin with the same.
 *
 * @module
 */
import { parseXml } from './parse.ts'
import { childElements } from './positions.ts'

export interface ElementName {
  readonly name: string
  readonly namespaceUri: string
  /** With its colon; empty where there is none. */
  readonly prefix: string
  /** It has no attributes but namespace declarations. */
  readonly isBare: boolean
}

/** What stands around an element, with one character for each byte. */
export interface Around {
  readonly open: string
  readonly close: string
}

export interface TagNames {
  /** Of the element that begins with the tag; without one, of what is around it. */
  readonly nameOf: (tag: string, around: Around) => ElementName | undefined
}

/** So many documents of one tag are remembered, and no longer ones than this. */
const [REMEMBERED_MAX, LENGTH_MAX] = [256, 4_096]

export function createTagNames(): TagNames {
  const known = new Map<string, ElementName | undefined>()
  return {
    nameOf(tag, { open, close }) {
      if (tag !== '' && !/^<[^!?/]/u.test(tag)) return undefined
      const document = `${open}${tag.replace(/\/?>$/u, '/>')}${close}`
      if (document.length > LENGTH_MAX) return undefined
      if (known.has(document)) return known.get(document)
      // Whoever writes many different ones has them read anew.
      if (known.size >= REMEMBERED_MAX) known.clear()
      const name = readName(document)
      known.set(document, name)
      return name
    },
  }
}

function readName(text: string): ElementName | undefined {
  const { document } = parseXml(Buffer.from(text, 'latin1'))
  if (document === undefined) return undefined
  try {
    const [child, second] = childElements(document.root)
    if (second !== undefined) return undefined
    const { name, namespaceUri, prefix, attrs } = child ?? document.root
    const isBare = attrs.length === 0
    return { name, namespaceUri, prefix: prefix === '' ? '' : `${prefix}:`, isBare }
  } finally {
    document.dispose()
  }
}
