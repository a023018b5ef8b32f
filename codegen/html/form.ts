/**
 * The form of a value in a line: its type, what bounds it, the list its code is from.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import { member, objectMember, textMember } from '../../validator/index.ts'
import { fieldAnchor } from '../field-anchor.ts'
import { objectsOf } from '../schema-view.ts'
import type { HtmlContext } from './context.ts'
import { titleOf, versionLink } from './context.ts'
import type { Html } from './markup.ts'
import { html, joinHtml } from './markup.ts'
import { termOf, words } from './words.ts'

export function formOf(schema: JsonObject, context: HtmlContext): Html {
  const lines = [
    kindOf(schema, context),
    ...codeListOf(schema, context),
    ...boundsOf(schema, context),
  ]
  return joinHtml(lines, '<br>')
}

function kindOf(schema: JsonObject, context: HtmlContext): Html {
  const { say } = context
  const ref = textMember(schema, '$ref')
  if (ref !== undefined) return referenceLink(ref, context)
  const items = objectMember(schema, 'items')
  if (items !== undefined) return html`${say(words.list)} ${kindOf(items, context)}`
  const branches = [...objectsOf(schema, 'anyOf'), ...objectsOf(schema, 'oneOf')]
  if (branches.length > 0 && textMember(schema, 'type') === undefined) {
    return html`${say(words.oneOf)}: ${joinHtml(
      branches.map((branch) => kindOf(branch, context)),
      ' · ',
    )}`
  }
  const constant = member(schema, 'const')
  if (constant !== undefined) return html`<code>${JSON.stringify(constant)}</code>`
  const type = textMember(schema, 'format') ?? textMember(schema, 'type')
  return html`${type === undefined ? say(words.anything) : say(termOf(type))}`
}

/** Within the page, or to another. */
function referenceLink(ref: string, context: HtmlContext): Html {
  const { title } = titleOf(context.version.document, context.language)
  if (ref === '#') return html`${title ?? context.version.ref.path}`
  const [, key] = /^#\/\$defs\/([^/]+)$/u.exec(ref) ?? []
  if (key === undefined) return versionLink(ref, context)
  return html`<a href="#${fieldAnchor(['$defs', key])}"><code>${key}</code></a>`
}

function codeListOf(schema: JsonObject, context: HtmlContext): readonly Html[] {
  const list = textMember(schema, 'x-codeList')
  if (list === undefined || list === context.version.id) return []
  return [html`${context.say(words.codeOf)} ${versionLink(list, context)}`]
}

const BOUNDS = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'x-check',
]

/** More than this many values of an `enum` are on the list's own page. */
const ENUM_SHOWN_MAX = 12

function boundsOf(schema: JsonObject, { say }: HtmlContext): readonly Html[] {
  const bounds = BOUNDS.flatMap((keyword) => {
    const value = member(schema, keyword)
    if (value === undefined) return []
    const text = Array.isArray(value) ? value.join(', ') : String(value)
    return [html`<span class="small soft">${say(termOf(keyword))} <code>${text}</code></span>`]
  })
  const values = member(schema, 'enum')
  if (!Array.isArray(values) || values.length > ENUM_SHOWN_MAX) return bounds
  const codes = values.map((value) => html`<code>${JSON.stringify(value)}</code>`)
  return [...bounds, html`<span class="small">${joinHtml(codes, ' ')}</span>`]
}
