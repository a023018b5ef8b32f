/**
 * The public face of code generation: one structure in, many formats out.
 *
 * Emitters are pure and deterministic; only `writeFiles` touches a disk.
 *
 * @module
 */
export type { Html, HtmlValue } from './html/markup.ts'
export { escapeHtml, html, joinHtml, raw, safeHref } from './html/markup.ts'
export type { NavigationItem, Page, PageLanguage } from './html/page.ts'
export { renderPage } from './html/page.ts'
export { STYLESHEET } from './html/stylesheet.ts'
