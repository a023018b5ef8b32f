/**
 * The reference page of a version, for people.
 *
 * It says what the structure is, on what authority and how far that can be relied on, then each
 * field or code, then how to use it.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../../validator/index.ts'
import {
  formatSchemaRef,
  formatVersion,
  isDatabase,
  RELEASE_FILE,
  textMember,
} from '../../validator/index.ts'
import { representationsOf } from '../representations.ts'
import { evidenceOf } from '../schema-view.ts'
import { codeTable } from './codes.ts'
import type { HtmlContext } from './context.ts'
import { pathOf, titleOf, versionLink } from './context.ts'
import { facts } from './facts.ts'
import { fieldTable } from './fields.ts'
import { formOf } from './form.ts'
import type { Html } from './markup.ts'
import { html, safeHref } from './markup.ts'
import type { PageLanguage } from './page.ts'
import { renderPage } from './page.ts'
import { recordList } from './records.ts'
import { formerFields, ruleTable } from './rules.ts'
import { words } from './words.ts'

export function emitHtml(
  version: SchemaVersion,
  catalogue: Catalogue,
  language: PageLanguage,
  { isSigned = false }: Partial<Pick<HtmlContext, 'isSigned'>> = {},
): string {
  const say: HtmlContext['say'] = (word) => word[language]
  const context: HtmlContext = { version, catalogue, language, say, isSigned }
  const { title, description } = titleOf(version.document, language)
  const root = new URL(catalogue.base).pathname.replace(/\/$/u, '')
  return renderPage({
    title: `${title ?? version.ref.path} ${formatVersion(version.ref)}`,
    language,
    ...(description === undefined ? {} : { description }),
    home: `${root}/?lang=${language}`,
    navigation: [
      { href: `${root}/?lang=${language}`, label: say(words.catalogue) },
      { href: `${root}/docs`, label: 'API' },
    ],
    alternates: representationsOf(version).map(({ file, type }) => ({
      type,
      href: `${pathOf(version)}/${file}`,
    })),
    body: body(context),
  })
}

function body(context: HtmlContext): Html {
  const parts = isDatabase(context.version) ? databaseParts(context) : structureParts(context)
  return html`${parts.filter((part) => part !== undefined)}`
}

function databaseParts(context: HtmlContext): readonly Html[] {
  return [
    heading(context),
    notices(context),
    facts(context),
    recordList(context),
    downloads(context),
    versionList(context),
  ]
}

function structureParts(context: HtmlContext): readonly (Html | undefined)[] {
  return [
    heading(context),
    notices(context),
    facts(context),
    downloads(context),
    fieldTable(context),
    valueForm(context),
    codeTable(context),
    ruleTable(context),
    formerFields(context),
    validation(context),
    versionList(context),
  ]
}

function heading({ version, language }: HtmlContext): Html {
  const { title, description } = titleOf(version.document, language)
  const other = language === 'vi' ? 'en' : 'vi'
  const otherTitle = titleOf(version.document, other).title
  const second =
    otherTitle === undefined || otherTitle === title
      ? undefined
      : html`<p class="soft" lang="${other}">${otherTitle}</p>`
  return html`<p class="crumbs ref">${formatSchemaRef(version.ref)}</p>
<h1>${title ?? version.ref.path}</h1>
${second}
${description === undefined ? undefined : html`<p class="lead">${description}</p>`}
`
}

/** What a reader must know before relying on the page. */
function notices(context: HtmlContext): Html {
  const { version, catalogue, say } = context
  const successor = textMember(version.document, 'x-successor')
  const newest = catalogue.versionsOf(version.ref.path).at(-1)
  const lines = [
    evidenceOf(version.document)?.level === 'unverified'
      ? html`<strong>${say(words.notOfficial)}</strong>`
      : undefined,
    successor === undefined
      ? undefined
      : html`${say(words.superseded)} ${versionLink(successor, context)}`,
    newest === undefined || newest.id === version.id || newest.id === successor
      ? undefined
      : html`${say(words.newer)} ${versionLink(newest.id, context)} ${formatVersion(newest.ref)}`,
  ]
  const present = lines.filter((line) => line !== undefined)
  return html`${present.map((line) => html`<p class="notice">${line}</p>\n`)}`
}

function downloads({ version, say, isSigned }: HtmlContext): Html {
  const links = representationsOf(version).map(({ file, type, label }) => {
    const name = file === 'values.json' ? say(words.allValues) : label
    const href = safeHref(`${pathOf(version)}/${file}`)
    return html`<a class="button" type="${type}" href="${href}">${name}</a>\n`
  })
  const release = safeHref(`${pathOf(version)}/${RELEASE_FILE}`)
  const signed = html`<a class="button" href="${release}">${say(words.signedRelease)}</a>\n`
  return html`<p class="row"><span class="soft">${say(words.formats)}</span>
${links}${isSigned ? signed : undefined}</p>
`
}

/** For an element that is one value; a code list shows its codes. */
function valueForm(context: HtmlContext): Html | undefined {
  const { version, say } = context
  const isValue = textMember(version.document, 'type') !== 'object'
  if (!isValue || version.codeList !== undefined) return undefined
  return html`<h2>${say(words.value)}</h2>
<p>${formOf(version.document, context)}</p>
`
}

function validation({ version, catalogue, say }: HtmlContext): Html {
  const ref = formatSchemaRef(version.ref)
  const command = [
    `curl -H 'content-type: application/json' --data-binary @document.json \\`,
    `  '${catalogue.base}/v1/validate?schema=${ref}'`,
  ].join('\n')
  return html`<section aria-labelledby="section-validate">
<h2 id="section-validate">${say(words.validate)}</h2>
<p>${say(words.validateHow)}</p>
<pre tabindex="0"><code>${command}</code></pre>
</section>
`
}

function versionList(context: HtmlContext): Html {
  const { version, catalogue, language, say } = context
  const versions = [...catalogue.versionsOf(version.ref.path)].reverse()
  const items = versions.map((each) => {
    const name = formatVersion(each.ref)
    if (each.id === version.id)
      return html`<li><strong>${name}</strong> · ${say(words.thisVersion)}</li>\n`
    const href = safeHref(`${pathOf(each)}?lang=${language}`)
    return html`<li><a href="${href}">${name}</a></li>\n`
  })
  return html`<section aria-labelledby="section-versions">
<h2 id="section-versions">${say(words.versions)}</h2>
<ul>
${items}</ul>
</section>`
}
