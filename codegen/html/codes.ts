/**
 * The values of a code list; of a long one the first, and where the others are.
 *
 * @module
 */
import type { CodeListValue } from '../../validator/index.ts'
import { textMember } from '../../validator/index.ts'
import { badge } from './badges.ts'
import type { HtmlContext } from './context.ts'
import { pathOf } from './context.ts'
import type { Html } from './markup.ts'
import { html, safeHref } from './markup.ts'
import type { Word } from './words.ts'
import { words } from './words.ts'

/** Rows a reader can look through; a search needs the whole list. */
const SHOWN_MAX = 200

interface Column {
  readonly head: Word
  readonly cell: (value: CodeListValue, context: HtmlContext) => Html | string | undefined
}

const COLUMNS: readonly Column[] = [
  { head: words.vietnamese, cell: ({ vi }) => html`<span lang="vi">${vi}</span>` },
  { head: words.english, cell: ({ en }) => en },
  { head: words.holds, cell: holds },
  { head: words.becomes, cell: ({ replacedBy }) => replacedBy?.join(', ') },
  { head: words.parent, cell: ({ parent }) => parent },
  {
    head: words.evidence,
    cell: ({ evidence }, context) =>
      evidence === undefined ? undefined : badge(evidence, context),
  },
]

export function codeTable(context: HtmlContext): Html | undefined {
  const { version, say } = context
  const values = version.codeList?.values ?? []
  if (values.length === 0) return undefined
  const shown = values.slice(0, SHOWN_MAX)
  // A column that is empty for the whole list says nothing.
  const columns = COLUMNS.filter(({ cell }) => values.some((value) => cell(value, context)))
  const heads = columns.map(({ head }) => html`<th scope="col">${say(head)}</th>`)
  const rows = shown.map((value, index) =>
    row(value, columns, { context, first: isFirst(shown, index) }),
  )
  return html`<section aria-labelledby="section-codes">
<h2 id="section-codes">${say(words.codes)}</h2>
${coverage(context)}${rest(shown.length, values.length, context)}
<div class="scroll" role="region" aria-labelledby="section-codes" tabindex="0"><table>
<thead><tr><th scope="col">${say(words.code)}</th>${heads}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
</section>`
}

/** A code that has had several meanings is one anchor: the first row. */
function isFirst(values: readonly CodeListValue[], index: number): boolean {
  return values.findIndex(({ code }) => code === values[index]?.code) === index
}

function row(
  value: CodeListValue,
  columns: readonly Column[],
  { context, first }: { readonly context: HtmlContext; readonly first: boolean },
): Html {
  const cells = columns.map(({ cell }) => html`<td>${cell(value, context)}</td>`)
  const anchor = first ? html` id="${value.code}"` : undefined
  return html`<tr${anchor}><th scope="row"><code>${value.code}</code></th>${cells}</tr>\n`
}

function holds({ validFrom, validTo }: CodeListValue, { say }: HtmlContext): string | undefined {
  const days = [
    validFrom === undefined ? '' : `${say(words.from)} ${validFrom}`,
    validTo === undefined ? '' : `${say(words.to)} ${validTo}`,
  ].filter((part) => part !== '')
  return days.length === 0 ? undefined : days.join(' ')
}

function coverage({ version, say }: HtmlContext): Html | undefined {
  const from = textMember(version.document, 'x-coverageFrom')
  return from === undefined ? undefined : html`<p>${say(words.knowsFrom)} ${from}.</p>`
}

function rest(shown: number, count: number, { version, say }: HtmlContext): Html {
  const href = safeHref(`${pathOf(version)}/values.json`)
  const link = html`<a href="${href}">${say(words.allValues)}</a>`
  return shown === count
    ? html`<p class="soft">${count} · ${link}</p>`
    : html`<p>${shown} ${say(words.firstOf)} ${count}. ${link}.</p>`
}
