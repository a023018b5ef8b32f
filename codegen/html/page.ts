/**
 * The frame of every page: head, bar, language switch, main and foot.
 *
 * The reference pages of versions and the registry's own pages are the same site, so they share
 * this frame. A page holds no script and asks nothing of another host.
 *
 * @module
 */
import type { Html } from './markup.ts'
import { html, raw, safeHref } from './markup.ts'
import { STYLESHEET } from './stylesheet.ts'

export type PageLanguage = 'vi' | 'en'

export interface NavigationItem {
  readonly href: string
  readonly label: string
  readonly current?: boolean
}

export interface Page {
  /** Of the document; the frame adds the name of the site. */
  readonly title: string
  readonly language: PageLanguage
  readonly body: Html
  readonly description?: string
  /** Where the name of the site leads; `/` when absent. */
  readonly home?: string
  /** What the bar offers; the catalogue alone when absent. */
  readonly navigation?: readonly NavigationItem[]
  /** Where the same page is in a language; `?lang=` when absent. */
  readonly languageHref?: (language: PageLanguage) => string
  /** Other representations of what the page shows, for `rel="alternate"`. */
  readonly alternates?: readonly { readonly type: string; readonly href: string }[]
}

const SITE = 'Chuẩn'

const WORDS: Readonly<Record<PageLanguage, Readonly<Record<string, string>>>> = {
  vi: {
    skip: 'Đến nội dung',
    catalogue: 'Danh mục lược đồ',
    bar: 'Trang',
    languages: 'Ngôn ngữ',
    foot:
      'Chuẩn – kho lược đồ dữ liệu dùng chung. Mỗi dữ kiện nêu bằng chứng của nó; ' +
      'nội dung chưa kiểm chứng không phải văn bản chính thức.',
  },
  en: {
    skip: 'Skip to content',
    catalogue: 'Catalogue',
    bar: 'Pages',
    languages: 'Language',
    foot:
      'Chuẩn – registry of shared data structures. Every fact states its evidence; ' +
      'what is not verified is not official text.',
  },
}

const LANGUAGE_NAMES: readonly (readonly [PageLanguage, string])[] = [
  ['vi', 'Tiếng Việt'],
  ['en', 'English'],
]

export function renderPage(page: Page): string {
  const { language, body } = page
  const words = WORDS[language]
  return html`<!doctype html>
<html lang="${language}">
${head(page)}
<body>
<a class="skip" href="#main">${words['skip']}</a>
<header class="top">${bar(page)}</header>
<main id="main">
${body}
</main>
<footer class="foot">${words['foot']}</footer>
</body>
</html>
`.markup
}

function head({ title, description, alternates = [] }: Page): Html {
  const summary =
    description === undefined
      ? undefined
      : html`<meta name="description" content="${description}">\n`
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${SITE}</title>
${summary}${alternates.map(alternateLink)}<style>${raw(STYLESHEET)}</style>
</head>`
}

function alternateLink({ type, href }: NonNullable<Page['alternates']>[number]): Html {
  return html`<link rel="alternate" type="${type}" href="${safeHref(href)}">\n`
}

function bar(page: Page): Html {
  const { language, home = '/' } = page
  const words = WORDS[language]
  const navigation = page.navigation ?? [{ href: '/schemas', label: words['catalogue'] ?? '' }]
  return html`<div class="bar">
<a class="brand" href="${safeHref(home)}">${SITE}</a>
<nav aria-label="${words['bar']}">${navigation.map(navigationLink)}</nav>
<div class="languages" role="group" aria-label="${words['languages']}">${languageSwitch(page)}</div>
</div>`
}

function navigationLink({ href, label, current = false }: NavigationItem): Html {
  const mark = current ? html` aria-current="page"` : undefined
  return html`<a href="${safeHref(href)}"${mark}>${label}</a>`
}

function languageSwitch({ language, languageHref = defaultLanguageHref }: Page): readonly Html[] {
  return LANGUAGE_NAMES.map(([code, name]) =>
    code === language
      ? html`<span lang="${code}" aria-current="true">${name}</span>`
      : languageLink(code, name, languageHref(code)),
  )
}

function languageLink(code: PageLanguage, name: string, href: string): Html {
  return html`<a lang="${code}" hreflang="${code}" href="${safeHref(href)}">${name}</a>`
}

function defaultLanguageHref(language: PageLanguage): string {
  return `?lang=${language}`
}
