import { describe, expect, test } from 'vitest'
import { emitHtml, emitJsonLdContext } from '../../../codegen/index.ts'
import type { JsonObject, SchemaVersion } from '../../../validator/index.ts'
import { formatSchemaRef } from '../../../validator/index.ts'
import type { SmallEntry } from '../catalogues.ts'
import { realCatalogue, smallCatalogue, versionOf, versionsWith } from '../catalogues.ts'

const VOID = new Set(['meta', 'link', 'br'])

/** Tags that are opened and not closed, or closed and not opened, in order. */
function unbalanced(page: string): readonly string[] {
  const wrong: string[] = []
  const open: string[] = []
  for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)(?=[\s>])/gu)) {
    if (VOID.has(name)) continue
    if (slash === '') open.push(name)
    else if (open.at(-1) === name) open.pop()
    else wrong.push(name)
  }
  return [...wrong, ...open]
}

function attributes(page: string, name: string): readonly string[] {
  return [...page.matchAll(new RegExp(` ${name}="([^"]*)"`, 'gu'))].map(([, value = '']) => value)
}

const LANGUAGES = ['vi', 'en'] as const

describe('the page of every version', async () => {
  const catalogue = await realCatalogue()
  const pages = catalogue.versions.flatMap((version) =>
    LANGUAGES.map((language) => ({
      name: `${formatSchemaRef(version.ref)} ${language}`,
      version,
      page: emitHtml(version, catalogue, language),
      language,
    })),
  )

  test.for(pages)('$name is whole, and asks nothing of anybody', ({ page, version, language }) => {
    expect(unbalanced(page)).toEqual([])
    expect(page).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}">`, 'u'))
    expect(page).not.toMatch(/<script|<img|<iframe| src=| on[a-z]+=|@import|url\(|undefined/u)
    expect(emitHtml(version, catalogue, language)).toBe(page)
  })

  test.for(pages)('$name leads only to what is there', ({ page }) => {
    const ids = attributes(page, 'id')
    expect(ids).toEqual([...new Set(ids)])
    const hrefs = attributes(page, 'href')
    const anchors = hrefs.filter((href) => href.startsWith('#')).map(decodeURIComponent)
    expect(anchors.filter((anchor) => !ids.includes(anchor.slice(1)))).toEqual([])
    const versions = hrefs.filter((href) => href.startsWith('/schemas/'))
    expect(versions.filter((href) => !isVersion(href))).toEqual([])
  })

  function jsonLdOf(version: SchemaVersion): JsonObject {
    const exchanged = versionsWith('context.jsonld', catalogue).includes(version)
    return exchanged ? emitJsonLdContext(version, catalogue) : {}
  }

  function isVersion(href: string): boolean {
    const path = href.replace(/\?.*$/u, '').replace(/\/[a-z.]+\.[a-z]+$/u, '')
    return catalogue.findById(catalogue.base + path) !== undefined
  }

  test.for(pages)('$name has a row where the IRIs of its properties lead', ({ page, version }) => {
    const ids = new Set(attributes(page, 'id'))
    const text = JSON.stringify(jsonLdOf(version))
    const own = [...text.matchAll(/"@id":"([^"#]+)#([^"]+)"/gu)]
      .filter(([, id]) => id === version.id)
      .map(([, , fragment = '']) => decodeURIComponent(fragment))
    expect(own.filter((fragment) => !ids.has(fragment))).toEqual([])
  })
})

describe('a page', () => {
  function pageOf(document: JsonObject, others: SmallEntry = {}, language?: 'vi' | 'en'): string {
    const catalogue = smallCatalogue({ ...others, 'test/thing@1.0.0': document })
    return emitHtml(versionOf(catalogue, 'test/thing@1.0.0'), catalogue, language ?? 'vi')
  }

  const HOSTILE = `"><script>alert(1)</script><a href='javascript:x'>&`

  test('shows every word of a schema as text', () => {
    const page = pageOf({
      type: 'object',
      title: HOSTILE,
      description: HOSTILE,
      'x-owner': { name: HOSTILE },
      'x-legalBasis': [{ instrument: HOSTILE, date: HOSTILE, url: 'javascript:alert(1)' }],
      'x-evidence': { level: HOSTILE, source: HOSTILE },
      'x-rules': [{ id: HOSTILE, kind: HOSTILE, fields: { [HOSTILE]: HOSTILE } }],
      'x-formerProperties': { [HOSTILE]: { since: HOSTILE, reason: { vi: HOSTILE } } },
      'x-successor': HOSTILE,
      properties: {
        [HOSTILE]: { const: HOSTILE, title: HOSTILE, pattern: HOSTILE, 'x-source': HOSTILE },
      },
    })
    expect(page).not.toContain('<script')
    expect(page).not.toMatch(/href="javascript:/iu)
    expect(unbalanced(page)).toEqual([])
  })

  test.for(['verified', 'observed', 'proposed', 'unverified'])(
    'tells %s evidence by a sign and a word, not by colour alone',
    (level) => {
      const page = pageOf({ type: 'string', 'x-evidence': { level } }, {}, 'en')
      const word = level.charAt(0).toUpperCase() + level.slice(1)
      expect(page).toMatch(
        new RegExp(`<span class="badge ${level}"><span aria-hidden="true">.</span>${word}<`, 'u'),
      )
    },
  )

  test('warns before what is unverified, replaced or no longer the newest', () => {
    const old: JsonObject = {
      type: 'string',
      'x-evidence': { level: 'unverified' },
      'x-successor': '/schemas/test/other/1.0.0',
    }
    const others = {
      'test/thing@2.0.0': { type: 'string' },
      'test/other@1.0.0': { type: 'string' },
    }
    expect(pageOf(old, others).match(/<p class="notice">/gu)).toHaveLength(3)
    expect(pageOf({ type: 'string' })).not.toContain('class="notice"')
  })

  test('says each thing in its own language, and in the other where there is no other', () => {
    const document = { type: 'string', title: 'Tên', 'x-en': { description: 'Words.' } }
    expect(pageOf(document)).toContain('<h1>Tên</h1>')
    expect(pageOf(document)).toContain('<p class="lead">Words.</p>')
  })

  test('gives the named parts of a structure a table of their own', () => {
    const part = { type: 'object', properties: { inner: { $ref: '#/$defs/part' } } }
    const page = pageOf({
      type: 'object',
      properties: { part: { type: 'array', items: { $ref: '#/$defs/part' } } },
      $defs: { part },
    })
    expect(attributes(page, 'id')).toEqual(expect.arrayContaining(['$defs/part/inner', 'part']))
    expect(page.match(/href="#\$defs\/part"/gu)).toHaveLength(2)
  })

  test('names the kinds of data that a message carries', () => {
    const list = {
      type: 'string',
      values: [{ code: 'portal-dossiers', vi: 'Hồ sơ', en: 'Dossiers' }],
    }
    const message = { type: 'object', 'x-exchangeKinds': ['portal-dossiers', 'other'] }
    const page = pageOf(message, { 'codelists/exchange-kinds@1.0.0': list }, 'en')
    expect(page).toContain('Dossiers<br>other')
  })

  test('names the XML of what is exchanged, not of a service contract', () => {
    const document = { type: 'object', 'x-root': 'Goc', properties: {} }
    expect(pageOf({ ...document, 'x-kind': 'record' })).toContain('<code>Goc</code>')
    expect(pageOf({ ...document, 'x-kind': 'api' })).not.toMatch(/<code>Goc<|schema\.xsd/u)
  })

  test('shows the first codes of a long list, and where all are', () => {
    const values = Array.from({ length: 500 }, (_, index) => ({ code: `c${index}`, vi: 'Tên' }))
    const page = pageOf({ type: 'string', 'x-kind': 'codelist', values })
    expect(page).toContain('id="c199"')
    expect(page).not.toContain('c200')
    expect(page).toContain('href="/schemas/test/thing/1.0.0/values.json"')
  })

  test('gives a code that changed its meaning one anchor and every row', () => {
    const values = [
      { code: '24', vi: 'Trước', validTo: '2025-06-30', replacedBy: ['25'] },
      { code: '24', vi: 'Sau', validFrom: '2025-07-01', evidence: 'unverified' },
    ]
    const page = pageOf({ type: 'string', values })
    expect(page.match(/id="24"/gu)).toHaveLength(1)
    for (const words of ['Trước', 'Sau', '2025-06-30', '2025-07-01']) expect(page).toContain(words)
  })

  test('keeps its links under a base that has a path', () => {
    const catalogue = smallCatalogue(
      { 'test/thing@1.0.0': { type: 'string' } },
      'https://x.example/r',
    )
    const page = emitHtml(catalogue.versions[0] as SchemaVersion, catalogue, 'en')
    expect(page).toContain('href="/r/schemas/test/thing/1.0.0/schema.json"')
    expect(page).toContain('href="/r/?lang=en"')
  })
})
