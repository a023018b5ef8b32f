/**
 * Elements that stand beside each other, read as records where they are plain.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import type { PlainReader, PlainSource } from './plain-record.ts'
import { nameInTag } from './scan.ts'
import type { Around, ElementName, TagNames } from './tag-names.ts'

/** The tags around all children, with one character for each byte. */
export interface CollectionRoot extends Around {
  /** The start tag of the first child. */
  readonly first: string
}

/** White space within a tag means the same whatever it is. */
export function onOneLine(tag: string): string {
  return tag.replaceAll(/[\t\r\n]/gu, ' ')
}

export interface PlainElement<Meaning> {
  readonly value: JsonValue
  readonly meaning: Meaning
}

/** What a child of this name is read by. */
export interface Known<Meaning> {
  readonly read: PlainReader
  readonly meaning: Meaning
}

/** What is asked of elements that stand beside each other. */
export interface PlainElements<Meaning> {
  readonly around: Around
  /** How deep they stand: the root of a document is at 1. */
  readonly depth: number
  readonly names: TagNames
  readonly meaningOf: (name: ElementName) => Known<Meaning> | undefined
}

/** Reads the element that begins where the source is; where it is not plain, the source stays. */
export function plainElements<Meaning>({
  around,
  depth,
  names,
  meaningOf,
}: PlainElements<Meaning>): (source: PlainSource) => PlainElement<Meaning> | undefined {
  let last: Tag<Meaning> | undefined

  function tagAt({ text, at }: PlainSource): Tag<Meaning> | undefined {
    if (last !== undefined && text.startsWith(last.text, at)) return last
    const tag = text.slice(at, text.indexOf('>', at) + 1)
    const name = tag === '' || tag.endsWith('/>') ? undefined : names.nameOf(tag, around)
    const known = name?.isBare ? meaningOf(name) : undefined
    if (known === undefined) return undefined
    return { text: tag, close: `</${nameInTag(tag)}>`, ...known }
  }

  return (source) => {
    const { text, at } = source
    last = tagAt(source)
    if (last === undefined) return undefined
    const { read, close, meaning } = last
    source.at = at + last.text.length
    const value = read(source, depth)
    if (value !== undefined && text.startsWith(close, source.at)) {
      source.at += close.length
      return { value, meaning }
    }
    source.at = at
    return undefined
  }
}

interface Tag<Meaning> extends Known<Meaning> {
  readonly text: string
  readonly close: string
}
