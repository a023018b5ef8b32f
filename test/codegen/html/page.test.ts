import { describe, expect, test } from 'vitest'
import { escapeHtml, html, joinHtml, raw, renderPage, safeHref } from '../../../codegen/index.ts'

describe('markup', () => {
  test('is escaped unless it is markup', () => {
    const inner = html`<b>${'<&>"\''}</b>`
    const page = html`${inner}${[inner, inner]}${undefined}${7}${raw('<br>')}`
    const escaped = '<b>&lt;&amp;&gt;&quot;&#39;</b>'
    expect(page.markup).toBe(`${escaped}${escaped}${escaped}7<br>`)
    expect(joinHtml([inner, inner], ' ').markup).toBe(`${escaped} ${escaped}`)
    expect(escapeHtml('a&b')).toBe('a&amp;b')
  })

  test.for([
    { href: 'https://example.invalid/a', safe: true },
    { href: '/schemas', safe: true },
    { href: '?lang=en', safe: true },
    { href: '#a', safe: true },
    { href: 'javascript:alert(1)', safe: false },
    { href: ' javascript:alert(1)', safe: false },
    { href: 'data:text/html,a', safe: false },
    { href: '//example.invalid', safe: false },
    { href: '/\\example.invalid', safe: false },
  ])('$href is a link: $safe', ({ href, safe }) => {
    expect(safeHref(href)).toBe(safe ? href : '#')
  })
})

describe('a page', () => {
  test('names its language, offers the other, and marks where one is', () => {
    const page = renderPage({
      title: 'A & B',
      language: 'en',
      body: html`<h1>A</h1>`,
      navigation: [{ href: '/', label: 'Start', current: true }],
      languageHref: (language) => `/page?lang=${language}`,
      alternates: [{ type: 'application/json', href: '/page.json' }],
      description: 'About "A"',
    })
    for (const part of [
      '<html lang="en">',
      '<title>A &amp; B · Chuẩn</title>',
      '<a href="/" aria-current="page">Start</a>',
      'href="/page?lang=vi"',
      '<link rel="alternate" type="application/json" href="/page.json">',
      'content="About &quot;A&quot;"',
    ]) {
      expect(page).toContain(part)
    }
    expect(page).not.toContain('href="/page?lang=en"')
  })
})
