/**
 * The structures of a database, or that none is known.
 *
 * @module
 */
import { formatSchemaRef, recordsOfDatabase, textMember } from '../../validator/index.ts'
import { badge } from './badges.ts'
import type { HtmlContext } from './context.ts'
import { versionLink } from './context.ts'
import type { Html } from './markup.ts'
import { html } from './markup.ts'
import { words } from './words.ts'

export function recordList(context: HtmlContext): Html {
  const { version, catalogue, say } = context
  const records = recordsOfDatabase(version, catalogue)
  if (records.length === 0) return html`<p class="notice">${say(words.noRecords)}</p>\n`
  const items = records.map((record) => {
    const status = badge(textMember(record.document, 'x-status') ?? 'Incomplete', context)
    const name = html`<code>${formatSchemaRef(record.ref)}</code>`
    return html`<li>${versionLink(record.id, context)} ${name} ${status}</li>\n`
  })
  return html`<section aria-labelledby="section-records">
<h2 id="section-records">${say(words.records)}</h2>
<ul>
${items}</ul>
</section>`
}
