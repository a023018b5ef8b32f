/**
 * What the parts of one reference page share.
 *
 * @module
 */
import type { Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import { formatSchemaRef } from '../../validator/index.ts'
import type { Words } from '../schema-view.ts'
import { wordsOf } from '../schema-view.ts'
import type { Html } from './markup.ts'
import { html, safeHref } from './markup.ts'
import type { PageLanguage } from './page.ts'
import type { Word } from './words.ts'

export interface HtmlContext {
  readonly version: SchemaVersion
  readonly catalogue: Catalogue
  readonly language: PageLanguage
  readonly say: (word: Word) => string
  /** Whether its signed release lies beside it. */
  readonly isSigned: boolean
}

/** The words of a schema in the page's language, else in the other. */
export function titleOf(schema: JsonObject, language: PageLanguage): Words {
  const other = language === 'vi' ? 'en' : 'vi'
  return { ...wordsOf(schema, other), ...wordsOf(schema, language) }
}

/** Where a version's page is, on whatever host the page is read from. */
export function pathOf({ id }: Pick<SchemaVersion, 'id'>): string {
  return new URL(id).pathname
}

/** A link to a version of ours by its name, its `$id` for a version that is not here. */
export function versionLink(id: string, { catalogue, language }: HtmlContext): Html {
  const version = catalogue.findById(id)
  if (version === undefined) return html`<code>${id}</code>`
  const { title } = titleOf(version.document, language)
  const name = formatSchemaRef(version.ref)
  const href = `${pathOf(version)}?lang=${language}`
  return html`<a href="${safeHref(href)}" title="${name}">${title ?? name}</a>`
}
