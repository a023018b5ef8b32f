/**
 * The children of a collection's root, read as records where they are plain.
 *
 * What a start tag means is for libxml2 to say, once for each that there is: most records of a
 * collection begin with the same.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import { parseXml } from './parse.ts'
import type { PlainReader, PlainSource } from './plain-record.ts'
import { childElements } from './positions.ts'

/** The tags around all children, with one character for each byte. */
export interface CollectionRoot {
  /** With the XML declaration before it, if there is one. */
  readonly open: string
  readonly close: string
  /** The start tag of the first child. */
  readonly first: string
}

export interface ElementName {
  readonly name: string
  readonly namespaceUri: string
  /** With its colon; empty where there is none. */
  readonly prefix: string
}

/** Start tags that are remembered, and how long one is at most. */
const [TAGS_MAX, TAG_LENGTH_MAX] = [64, 1_024]

/** A collection with one empty child, which begins with this tag. */
export function withOneChild({ open, close }: CollectionRoot, tag: string): Uint8Array {
  return Buffer.from(`${open}${tag.replace(/\/?>$/u, '/>')}${close}`, 'latin1')
}

/** Undefined for a tag with attributes, and for what is none. */
function nameOfChild(root: CollectionRoot, tag: string): ElementName | undefined {
  if (tag.length > TAG_LENGTH_MAX || !/^<[^!?/]/u.test(tag)) return undefined
  const { document } = parseXml(withOneChild(root, tag))
  if (document === undefined) return undefined
  try {
    const [child, second] = childElements(document.root)
    if (child === undefined || second !== undefined || child.attrs.length > 0) return undefined
    const { name, namespaceUri, prefix } = child
    return { name, namespaceUri, prefix: prefix === '' ? '' : `${prefix}:` }
  } finally {
    document.dispose()
  }
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

/** Reads the child that begins where the source is; where it is not plain, the source stays. */
export function plainElements<Meaning>(
  root: CollectionRoot,
  meaningOf: (name: ElementName) => Known<Meaning> | undefined,
): (source: PlainSource) => PlainElement<Meaning> | undefined {
  const tags = new Map<string, Tag<Meaning> | undefined>()
  let last: Tag<Meaning> | undefined

  function tagAt({ text, at }: PlainSource): Tag<Meaning> | undefined {
    if (last !== undefined && text.startsWith(last.text, at)) return last
    const tag = text.slice(at, text.indexOf('>', at) + 1)
    if (tags.has(tag)) return tags.get(tag)
    if (tags.size >= TAGS_MAX) return undefined
    const found = readTag(tag)
    tags.set(tag, found)
    return found
  }

  function readTag(tag: string): Tag<Meaning> | undefined {
    const name = tag.endsWith('/>') ? undefined : nameOfChild(root, tag)
    const known = name && meaningOf(name)
    if (known === undefined) return undefined
    const qualified = /^<([^\s>]+)/u.exec(tag)?.[1] ?? ''
    return { text: tag, close: `</${qualified}>`, ...known }
  }

  return (source) => {
    const { text, at } = source
    last = tagAt(source)
    if (last === undefined) return undefined
    const { read, close, meaning } = last
    source.at = at + last.text.length
    const value = read(source, DEPTH)
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

/** Of a child of the root. */
const DEPTH = 2
