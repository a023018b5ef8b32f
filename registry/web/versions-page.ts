/**
 * The versions of one structure, newest first.
 *
 * @module
 */
import { html } from '../../codegen/index.ts'
import type { Bilingual, Catalogue, SchemaVersion } from '../../validator/index.ts'
import { formatVersion } from '../../validator/index.ts'
import { summaryOf } from '../search.ts'
import { ownPage } from './frame.ts'
import { WORDS } from './words.ts'

export function versionsPage(
  path: string,
  newest: SchemaVersion,
  catalogue: Catalogue,
  language: keyof Bilingual,
): string {
  const title = summaryOf(newest).title[language]
  const rows = catalogue
    .versionsOf(path)
    .toReversed()
    .map((version) => {
      const number = formatVersion(version.ref)
      const { status, title: own } = summaryOf(version)
      return html`<tr><td><a href="/schemas/${path}/${number}?lang=${language}">${number}</a></td>
<td>${own[language]}</td><td>${status}</td></tr>
`
    })
  const body = html`<h1>${title}</h1>
<p><code>${path}</code></p>
<div class="scroll"><table>
<thead><tr><th scope="col">${WORDS.versions[language]}</th>
<th scope="col">${WORDS.structure[language]}</th>
<th scope="col">${WORDS.status[language]}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
  return ownPage({ title, language, body, path: '/' })
}
