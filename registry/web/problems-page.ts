/**
 * What the `type` of a problem resolves to.
 *
 * @module
 */
import { html } from '../../codegen/index.ts'
import type { Bilingual, ProblemKind } from '../../validator/index.ts'
import { ownPage } from './frame.ts'
import { WORDS } from './words.ts'

export function problemsPage(kinds: readonly ProblemKind[], language: keyof Bilingual): string {
  const rows = kinds.map(
    ({ code, status, title }) => html`<tr id="${code}"><td><code>${code}</code></td>
<td>${status}</td><td>${title[language]}</td></tr>
`,
  )
  const body = html`<h1>${WORDS.problems[language]}</h1>
<p class="lead">${WORDS.problemLead[language]}</p>
<div class="scroll"><table>
<thead><tr><th scope="col">${WORDS.code[language]}</th><th scope="col">HTTP</th>
<th scope="col">${WORDS.meaning[language]}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
  return ownPage({ title: WORDS.problems[language], language, body, path: '/problems' })
}
