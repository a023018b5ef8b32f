/**
 * The API on one page, made from the API document.
 *
 * @module
 */
import type { Html } from '../../codegen/index.ts'
import { html } from '../../codegen/index.ts'
import type { Bilingual, JsonObject } from '../../validator/index.ts'
import { isJsonObject, textMember } from '../../validator/index.ts'
import type { Route } from '../route.ts'
import { ownPage } from './frame.ts'
import { WORDS } from './words.ts'

export function docsPage(routes: readonly Route[], language: keyof Bilingual): string {
  const body = html`<h1>${WORDS.api[language]}</h1>
<p class="lead"><a href="/openapi.json">OpenAPI 3.1</a></p>
${routes.map((route) => operationSection(route, language))}`
  return ownPage({ title: WORDS.api[language], language, body, path: '/docs' })
}

function operationSection(route: Route, language: keyof Bilingual): Html {
  const { operationId, method, path, operation } = route
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'] : []
  const rows = parameters.filter(isJsonObject).map(parameterRow)
  return html`<section>
<h2 id="${operationId}"><code>${method.toUpperCase()} ${path}</code></h2>
<p>${textMember(operation, 'summary') ?? ''}</p>
${parameterTable(rows, language)}
</section>
`
}

function parameterTable(rows: readonly Html[], language: keyof Bilingual): Html {
  if (rows.length === 0) return html``
  return html`<div class="scroll"><table><caption>${WORDS.parameters[language]}</caption>
<tbody>${rows}</tbody></table></div>`
}

function parameterRow(parameter: JsonObject): Html {
  const [name, place, description] = ['name', 'in', 'description'].map((member) =>
    textMember(parameter, member),
  )
  return html`<tr><td><code>${name ?? ''}</code></td>
<td>${place ?? ''}</td><td>${description ?? ''}</td></tr>
`
}
