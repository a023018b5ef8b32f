/**
 * Evidence, status and personal-data class as marks that are told apart without colour: by their
 * words, their sign and their border.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import { textMember } from '../../validator/index.ts'
import type { Provision } from '../schema-view.ts'
import { evidenceOf, formatProvision } from '../schema-view.ts'
import type { HtmlContext } from './context.ts'
import type { Html } from './markup.ts'
import { html, joinHtml, safeHref } from './markup.ts'
import { termOf } from './words.ts'

const SIGNS: Readonly<Record<string, string>> = {
  verified: '✓',
  observed: '◉',
  proposed: '✎',
  unverified: '?',
  sensitive: '▲',
  basic: '●',
}

export function badge(term: string, { say }: HtmlContext): Html {
  const sign = SIGNS[term]
  const look = ['verified', 'observed', 'proposed', 'unverified', 'sensitive'].includes(term)
    ? term
    : 'plain'
  const mark = sign === undefined ? undefined : html`<span aria-hidden="true">${sign}</span>`
  return html`<span class="badge ${look}">${mark}${say(termOf(term))}</span>`
}

export function evidenceBadge(schema: JsonObject, context: HtmlContext): Html | undefined {
  const evidence = evidenceOf(schema)
  return evidence === undefined ? undefined : badge(evidence.level, context)
}

/** Where it can be looked up; nothing where a field's is what its version says for all. */
export function evidenceSource(schema: JsonObject, version?: JsonObject): Html | undefined {
  if (version !== undefined && sameEvidence(schema, version)) return undefined
  const { source, locator, note } = evidenceOf(schema) ?? {}
  const where = [source, locator].filter((part) => part !== undefined).join(', ')
  const text = [where, note].filter((part) => part !== undefined && part !== '').join(' — ')
  return text === '' ? undefined : html`<span class="small soft">${text}</span>`
}

function sameEvidence(a: JsonObject, b: JsonObject): boolean {
  return JSON.stringify(evidenceOf(a)) === JSON.stringify(evidenceOf(b))
}

/** Said only where there is something to say: most fields are not personal data. */
export function personalDataBadge(schema: JsonObject, context: HtmlContext): Html | undefined {
  const level = textMember(schema, 'x-personalData')
  return level === undefined || level === 'public' ? undefined : badge(level, context)
}

export function provisionList(provisions: readonly Provision[]): Html | undefined {
  if (provisions.length === 0) return undefined
  const items = provisions.map((provision) => html`<li>${provisionText(provision)}</li>`)
  return html`<ul class="basis">${items}</ul>`
}

export function provisionText(provision: Provision): Html {
  const { url, date } = provision
  const text = formatProvision(provision)
  const day = date === undefined ? undefined : html` <time datetime="${date}">(${date})</time>`
  const link = url === undefined ? html`${text}` : html`<a href="${safeHref(url)}">${text}</a>`
  return joinHtml([html`<span lang="vi">§ ${link}</span>`, ...(day === undefined ? [] : [day])])
}
