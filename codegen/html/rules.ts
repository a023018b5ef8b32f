/**
 * Rules across fields, and fields that used to be there.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import { isJsonObject, member, objectMember, textMember } from '../../validator/index.ts'
import { objectsOf, provisionsOf } from '../schema-view.ts'
import { provisionList } from './badges.ts'
import type { HtmlContext } from './context.ts'
import type { Html } from './markup.ts'
import { html, joinHtml } from './markup.ts'
import { termOf, words } from './words.ts'

export function ruleTable(context: HtmlContext): Html | undefined {
  const rules = objectsIn(context.version.document).flatMap((schema) =>
    objectsOf(schema, 'x-rules'),
  )
  if (rules.length === 0) return undefined
  const { say } = context
  return html`<section aria-labelledby="section-rules">
<h2 id="section-rules">${say(words.rules)}</h2>
<div class="scroll" role="region" aria-labelledby="section-rules" tabindex="0"><table>
<thead><tr><th scope="col">${say(words.rule)}</th><th scope="col">${say(words.fields)}</th>${''}
<th scope="col">${say(words.severity)}</th>${''}
<th scope="col">${say(words.legalBasis)}</th></tr></thead>
<tbody>
${rules.map((rule) => ruleRow(rule, context))}</tbody>
</table></div>
</section>`
}

function ruleRow(rule: JsonObject, { say }: HtmlContext): Html {
  const fields = Object.entries(objectMember(rule, 'fields') ?? {}).map(
    ([role, pointer]) => html`<span class="soft">${role}</span> <code>${String(pointer)}</code>`,
  )
  const values = member(rule, 'values')
  const when = Array.isArray(values) ? html` = <code>${values.join(', ')}</code>` : html``
  return html`<tr><th scope="row"><code>${textMember(rule, 'id')}</code><br>${''}
<span class="small soft">${textMember(rule, 'kind')}</span></th>
<td>${joinHtml(fields, '<br>')}${when}${onlyWhen(rule, say(words.onlyWhen))}</td>
<td>${say(termOf(textMember(rule, 'severity') ?? 'error'))}</td>
<td>${provisionList(provisionsOf(member(rule, 'basis')))}</td></tr>
`
}

function onlyWhen(rule: JsonObject, label: string): Html {
  const only = objectMember(rule, 'only')
  if (only === undefined) return html``
  const values = member(only, 'values')
  const condition = Array.isArray(values)
    ? html` = <code>${values.join(', ')}</code>`
    : html` ≥ <code>${textMember(only, 'since')}</code>`
  const said = html`<code>${textMember(only, 'field')}</code>${condition}`
  return html`<br><span class="soft">${label}</span> ${said}`
}

export function formerFields(context: HtmlContext): Html | undefined {
  const { version, language, say } = context
  const former = objectsIn(version.document).flatMap((schema) =>
    Object.entries(objectMember(schema, 'x-formerProperties') ?? {}),
  )
  if (former.length === 0) return undefined
  const items = former.map(([name, about]) => {
    const details = isJsonObject(about) ? about : {}
    const reason = textMember(objectMember(details, 'reason') ?? {}, language)
    const since = textMember(details, 'since')
    const day = html`<span class="soft">(${say(words.from)} ${since})</span>`
    return html`<li><code>${name}</code> ${day} ${reason}</li>\n`
  })
  return html`<section aria-labelledby="section-former">
<h2 id="section-former">${say(words.former)}</h2>
<ul>
${items}</ul>
</section>`
}

/** The schema and every schema inside it, references left alone. */
function objectsIn(schema: JsonObject): readonly JsonObject[] {
  const inside = [
    ...Object.values(objectMember(schema, 'properties') ?? {}),
    ...Object.values(objectMember(schema, '$defs') ?? {}),
    member(schema, 'items'),
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => objectsOf(schema, keyword)),
  ]
  return [schema, ...inside.filter(isJsonObject).flatMap(objectsIn)]
}
