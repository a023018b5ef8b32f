/**
 * The first page: every structure by kind, with a search that needs no script.
 *
 * @module
 */
import type { Html } from '../../codegen/index.ts'
import { html, termOf } from '../../codegen/index.ts'
import type { Bilingual, Catalogue, SchemaVersion } from '../../validator/index.ts'
import { formatVersion, textMember } from '../../validator/index.ts'
import { searchCatalogue, summaryOf } from '../search.ts'
import { ownPage } from './frame.ts'
import { KINDS, WORDS } from './words.ts'

export function indexPage(catalogue: Catalogue, words: string, language: keyof Bilingual): string {
  const found = searchCatalogue(catalogue, { words, kind: '' })
  const sections = KINDS.map(([kind, title]) => kindSection(found, kind, title, language))
  const counts = KINDS.map(([kind, title]) => kindLink(found, kind, title, language))
  const body = html`<h1>${WORDS.catalogue[language]}</h1>
<p class="lead">${WORDS.lead[language]}</p>
<form class="search" action="/" method="get" role="search">
<label for="q">${WORDS.search[language]}</label>
<input id="q" name="q" type="search" value="${words}" autocomplete="off">
<input type="hidden" name="lang" value="${language}">
<button>${WORDS.find[language]}</button>
</form>
<nav aria-label="${WORDS.catalogue[language]}"><p class="row">${counts}</p></nav>
${found.length === 0 ? html`<p role="status">${WORDS.none[language]}</p>` : html`${sections}`}
<h2>${WORDS.validateTitle[language]}</h2>
<pre><code>curl --data-binary @message.json ${catalogue.base}/v1/validate</code></pre>`
  return ownPage({ title: WORDS.catalogue[language], language, body, path: '/' })
}

function kindLink(
  found: readonly SchemaVersion[],
  kind: string,
  title: Bilingual,
  language: keyof Bilingual,
): Html {
  const count = pathsOf(found, kind).length
  if (count === 0) return html``
  return html`<a href="#${kind}">${title[language]}</a> <span class="soft">${count}</span>
`
}

function pathsOf(found: readonly SchemaVersion[], kind: string): readonly string[] {
  const versions = found.filter(({ document }) => textMember(document, 'x-kind') === kind)
  return [...new Set(versions.map(({ ref }) => ref.path))]
}

function kindSection(
  found: readonly SchemaVersion[],
  kind: string,
  title: Bilingual,
  language: keyof Bilingual,
): Html {
  const versions = found.filter(({ document }) => textMember(document, 'x-kind') === kind)
  if (versions.length === 0) return html``
  const rows = pathsOf(found, kind).map((path) =>
    pathRow(
      path,
      versions.filter(({ ref }) => ref.path === path),
      language,
    ),
  )
  return html`<section>
<h2 id="${kind}">${title[language]}</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">${WORDS.structure[language]}</th>
<th scope="col">${WORDS.versions[language]}</th>
<th scope="col">${WORDS.status[language]}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>
`
}

function pathRow(
  path: string,
  versions: readonly SchemaVersion[],
  language: keyof Bilingual,
): Html {
  const newest = versions.at(-1)
  if (newest === undefined) return html``
  const { title, status } = summaryOf(newest)
  const links = versions.map(({ ref }) => {
    const version = formatVersion(ref)
    return html`<a href="/schemas/${path}/${version}?lang=${language}">${version}</a> `
  })
  return html`<tr><td>${title[language]}<br><code>${path}</code></td>
<td>${links}</td><td>${termOf(status)[language]}</td></tr>
`
}
