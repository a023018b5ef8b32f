/**
 * The table of fields: one row each, nested ones after the field they are in.
 *
 * A field that refers to another version links to it instead of repeating it.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import { isJsonObject, objectMember, textMember } from '../../validator/index.ts'
import { fieldAnchor } from '../field-anchor.ts'
import type { Field } from '../schema-view.ts'
import { legalBasisOf } from '../schema-view.ts'
import { allFields, shapeOf } from '../shape.ts'
import { evidenceBadge, evidenceSource, personalDataBadge, provisionList } from './badges.ts'
import type { HtmlContext } from './context.ts'
import { titleOf, versionLink } from './context.ts'
import { formOf } from './form.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { words } from './words.ts'

const DEPTH_MAX = 4

export function fieldTable(context: HtmlContext): Html | undefined {
  const { say, version } = context
  const own = rowsOf(version.document, [], context)
  const parts = Object.entries(objectMember(version.document, '$defs') ?? {}).flatMap(
    ([key, schema]) => (isJsonObject(schema) ? [definition(key, schema, context)] : []),
  )
  if (own.length === 0 && parts.length === 0) return undefined
  return html`<section aria-labelledby="section-fields">
<h2 id="section-fields">${say(words.fields)}</h2>
${own.length === 0 ? undefined : table(own, context)}
${parts}</section>`
}

/** A part of the structure that has a name, and its own table. */
function definition(key: string, schema: JsonObject, context: HtmlContext): Html {
  const { title, description } = titleOf(schema, context.language)
  const path = ['$defs', key]
  const rows = rowsOf(schema, path, context)
  const label = title === undefined ? undefined : html` ${title}`
  const form = rows.length === 0 ? html`<p>${formOf(schema, context)}</p>` : table(rows, context)
  return html`<h3 id="${plainAnchor(path)}"><code>${key}</code>${label}</h3>
${description === undefined ? undefined : html`<p>${description}</p>`}${form}
`
}

function table(rows: readonly Html[], { say }: HtmlContext): Html {
  const heads = [words.field, words.form, words.meaning].map(
    (word) => html`<th scope="col">${say(word)}</th>`,
  )
  return html`<table class="fields">
<thead><tr>${heads}</tr></thead>
<tbody>
${rows}</tbody>
</table>`
}

/** As an `id`: a browser decodes the fragment before it looks. */
function plainAnchor(path: readonly string[]): string {
  return decodeURIComponent(fieldAnchor(path))
}

function rowsOf(schema: JsonObject, names: readonly string[], context: HtmlContext): Html[] {
  if (textMember(schema, '$ref') !== undefined) return []
  if (shapeOf(schema, context.catalogue) === 'array') {
    return rowsOf(objectMember(schema, 'items') ?? {}, names, context)
  }
  if (shapeOf(schema, context.catalogue) !== 'object') return []
  return allFields(schema, context.catalogue).flatMap((field) => {
    const path = [...names, field.name]
    return [row(field, path, context), ...rowsOf(field.schema, path, context)]
  })
}

function row(field: Field, path: readonly string[], context: HtmlContext): Html {
  const above = path[0] === '$defs' ? 3 : 1
  const depth = Math.min(path.length - above, DEPTH_MAX)
  return html`<tr id="${plainAnchor(path)}" class="d${depth}">
<th scope="row" class="name d${depth}">${nameCell(field, path, context)}</th>
<td class="form">${formCell(field, context)}</td>
<td class="meaning">${meaningCell(field, context)}</td>
</tr>
`
}

function nameCell({ name, schema }: Field, path: readonly string[], context: HtmlContext): Html {
  const { title } = titleOf(schema, context.language)
  const label = title === undefined ? undefined : html`<br>${title}`
  return html`<a href="#${fieldAnchor(path)}"><code>${name}</code></a>${label}`
}

function formCell({ schema, required }: Field, context: HtmlContext): Html {
  const { say } = context
  const need = required
    ? html`<strong>${say(words.required)}</strong>`
    : html`<span class="soft">${say(words.optional)}</span>`
  return html`${formOf(schema, context)}<br>${need}`
}

function meaningCell({ schema }: Field, context: HtmlContext): Html {
  const { description } = titleOf(schema, context.language)
  const marks = [evidenceBadge(schema, context), personalDataBadge(schema, context)]
  const present = marks.filter((mark) => mark !== undefined)
  const source = evidenceSource(schema, context.version.document)
  const marked = present.length === 0 && source === undefined
  const lines = [
    description === undefined ? undefined : html`<p>${description}</p>`,
    marked ? undefined : html`<p class="marks">${present} ${source}</p>`,
    provisionList(legalBasisOf(schema)),
    sourceLine(schema, context),
    managementLine(schema, context),
  ]
  return html`${lines.filter((line) => line !== undefined)}`
}

function sourceLine(schema: JsonObject, context: HtmlContext): Html | undefined {
  const source = textMember(schema, 'x-source')
  if (source === undefined) return undefined
  return html`<p class="small">${context.say(words.source)}: ${versionLink(source, context)}</p>`
}

function managementLine(schema: JsonObject, context: HtmlContext): Html | undefined {
  const text = textMember(objectMember(schema, 'x-managementRules') ?? {}, context.language)
  if (text === undefined) return undefined
  return html`<p class="small">${context.say(words.management)}: ${text}</p>`
}
