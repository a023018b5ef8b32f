/** A code list as CSV, genericode and SKOS: all values, and each named once. */
import jsonld from 'jsonld'
import { XmlDocument } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { emitCsv, emitGenericode, emitSkos, valueIri } from '../../../codegen/index.ts'
import type { CodeList, JsonObject } from '../../../validator/index.ts'
import { createCatalogue, formatSchemaRef, parseSchemaRef } from '../../../validator/index.ts'
import { realCatalogue } from '../catalogues.ts'

const catalogue = await realCatalogue()
const lists = catalogue.versions.flatMap((version) =>
  version.codeList === undefined
    ? []
    : [{ name: formatSchemaRef(version.ref), version, list: version.codeList }],
)

/** As RFC 4180 reads: quoted cells may hold commas, quotes and line ends. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

/** Throws when a term would be dropped, and when anything would be fetched. */
async function expand(document: JsonObject): Promise<readonly JsonObject[]> {
  const options = {
    safe: true,
    documentLoader: async (url: string) => {
      throw new Error(`asked for ${url}`)
    },
  }
  return (await jsonld.expand(document, options)) as readonly JsonObject[]
}

describe.for(lists)('$name', ({ version, list }) => {
  test('is CSV with a row for each value', () => {
    const [head = [], ...rows] = readCsv(emitCsv(list))
    expect(head.slice(0, 3)).toEqual(['code', 'vi', 'en'])
    expect(rows.map(([code, vi]) => [code, vi])).toEqual(list.values.map((v) => [v.code, v.vi]))
    expect(rows.every((row) => row.length === head.length)).toBe(true)
  })

  test('is genericode whose key tells all values apart', () => {
    using document = XmlDocument.fromString(emitGenericode(version))
    const keys = document.find('/*/SimpleCodeList/Row/Value[@ColumnRef="iri"]/SimpleValue')
    expect(new Set(keys.map((key) => key.content)).size).toBe(list.values.length)
    const columns = document.find('/*/ColumnSet/Column/@Id').map((id) => id.content)
    const used = document.find('/*/SimpleCodeList/Row/Value/@ColumnRef').map((id) => id.content)
    expect([...new Set(used)].every((id) => columns.includes(id))).toBe(true)
  })

  test('is SKOS with a concept for each value, and drops nothing', async () => {
    const skos = emitSkos(version, catalogue)
    expect(emitSkos(version, catalogue)).toEqual(skos)
    const nodes = await expand(skos)
    expect(nodes).toHaveLength(list.values.length + 1)
    const iris = nodes.map((node) => node['@id'])
    expect(new Set(iris).size).toBe(nodes.length)
    const skosCore = 'http://www.w3.org/2004/02/skos/core#'
    for (const node of nodes.slice(1)) expect(node).toHaveProperty([`${skosCore}notation`])
  })
})

describe('the concepts of a code that changed its owner', () => {
  const version = catalogue.get(parseSchemaRef('codelists/provinces@1.0.0'))
  const list = version.codeList as CodeList
  const graph = emitSkos(version, catalogue)['graph'] as readonly JsonObject[]
  const concept = (name: string) => graph.find(({ id }) => String(id).endsWith(name))

  test('name what they became and what they came from', () => {
    expect(concept('#24~start')).toMatchObject({
      prefLabel: { vi: 'Tỉnh Bắc Giang' },
      validThrough: '2025-06-30',
      isReplacedBy: [`${list.id}#24~2025-07-01`],
    })
    expect(concept('#24~2025-07-01')).toMatchObject({
      replaces: [`${list.id}#24~start`, `${list.id}#27`],
    })
  })

  test('are the parents of communes as they are when these begin to hold', () => {
    const wards = catalogue.get(parseSchemaRef('codelists/wards@1.0.0'))
    const communes = emitSkos(wards, catalogue)['graph'] as readonly JsonObject[]
    expect(communes[1]).toMatchObject({ notation: '00004', broader: [`${list.id}#01~2025-07-01`] })
  })

  test('are matched with those of another list', () => {
    const groups = catalogue.get(parseSchemaRef('codelists/ethnic-groups-2008@1.0.0'))
    const found = emitSkos(groups, catalogue)['graph'] as readonly JsonObject[]
    const other = `${catalogue.base}/schemas/codelists/ethnic-groups-1979/1.0.0#06`
    expect(found.find(({ notation }) => notation === '04')).toMatchObject({ exactMatch: [other] })
  })
})

describe('a value', () => {
  test('has a name that is safe in an address, and cells that are safe in a table', () => {
    const ref = parseSchemaRef('codelists/odd@1.0.0')
    const values = [{ code: 'a b/#?', vi: 'Dấu "nháy", phẩy\r\nvà <thẻ>' }]
    const odd = createCatalogue([{ ref, document: { type: 'string' }, values }]).get(ref)
    const list = odd.codeList as CodeList
    expect(valueIri(list, list.values[0] ?? { code: '', vi: '' })).toMatch(/#a%20b%2F%23%3F$/u)
    expect(readCsv(emitCsv(list))[1]?.slice(0, 2)).toEqual(['a b/#?', values[0]?.vi])
    using document = XmlDocument.fromString(emitGenericode(odd))
    expect(document.get('//Value[@ColumnRef="vi"]/SimpleValue')?.content).toContain('<thẻ>')
  })
})
