/**
 * HTML that cannot be forgotten to be escaped: text is text until a template says otherwise.
 *
 * A value put into an `html` template is escaped unless it is itself the result of one.
 *
 * @module
 */

/** Markup that is safe to send; only `html` and `raw` make it. */
export interface Html {
  readonly markup: string
}

export type HtmlValue = string | number | Html | readonly Html[] | undefined

export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map((text, index) => text + markupOf(values[index]))
  return { markup: parts.join('') }
}

/** For markup of our own only; never for a word from a schema, a request or a document. */
export function raw(markup: string): Html {
  return { markup }
}

/** Right in element content and in quoted attributes: HTML Living Standard §13.3. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** An attribute must not become a script: anything but http, https and our own paths is dropped. */
export function safeHref(href: string): string {
  return /^(?:https?:\/\/|\/(?![/\\])|[?#])/iu.test(href) ? href : '#'
}

export function joinHtml(parts: readonly Html[], separator = ''): Html {
  return { markup: parts.map(({ markup }) => markup).join(separator) }
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if ('markup' in value) return value.markup
  return value.map(({ markup }) => markup).join('')
}
