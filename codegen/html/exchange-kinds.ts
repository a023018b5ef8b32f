/**
 * Which kinds of data a message carries, by their names in the circular.
 *
 * @module
 */
import { textsOf } from '../schema-view.ts'
import type { HtmlContext } from './context.ts'
import type { Html } from './markup.ts'
import { html, joinHtml } from './markup.ts'

const LIST = 'codelists/exchange-kinds'

export function exchangeKinds({ version, catalogue, language }: HtmlContext): Html | undefined {
  const codes = textsOf(version.document, 'x-exchangeKinds')
  if (codes.length === 0) return undefined
  const list = catalogue.versionsOf(LIST).at(-1)?.codeList
  const names = codes.map((code) => {
    const value = list?.valuesOf(code).at(-1)
    return html`${(language === 'en' ? value?.en : value?.vi) ?? code}`
  })
  return joinHtml(names, '<br>')
}
