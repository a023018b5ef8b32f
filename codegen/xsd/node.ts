/**
 * An XML document as a tree, and the one place where it becomes text.
 *
 * @module
 */

export interface XsdNode {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string | undefined>>
  readonly children?: readonly XsdItem[]
  /** Text content; an element has this or children. */
  readonly text?: string
}

export type XsdItem = XsdNode | { readonly comment: string }

export function node(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly XsdItem[] = [],
): XsdNode {
  return { name, attributes, children }
}

export function printNode(item: XsdItem, indent = ''): string {
  if ('comment' in item) return `${indent}<!-- ${escapeComment(item.comment)} -->\n`
  const { name, attributes = {}, children = [], text } = item
  const start = `${indent}<${name}${printAttributes(attributes)}`
  if (text !== undefined) return `${start}>${escapeXml(text)}</${name}>\n`
  if (children.length === 0) return `${start}/>\n`
  const inside = children.map((child) => printNode(child, `${indent}  `)).join('')
  return `${start}>\n${inside}${indent}</${name}>\n`
}

function printAttributes(attributes: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escapeXml(value)}"`]))
    .join('')
}

/** Characters that XML 1.0 §2.2 does not allow are left out: they are only ever in prose. */
function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones meant.
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\t', '&#9;')
      .replaceAll('\n', '&#10;')
      .replaceAll('\r', '&#13;')
  )
}

/** XML 1.0 §2.5: two hyphens may not stand in a comment. */
function escapeComment(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll('--', '- -').replace(/-$/u, '- ')
}
