/** A stream of XML records: judged a few at a time, told as if it had been judged whole. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import type { Verdict } from '../../../validator/index.ts'
import {
  createCatalogue,
  createValidator,
  judgeStream,
  readPolicy,
} from '../../../validator/index.ts'
import { BATCH_BYTES, DOCUMENT_BYTES_MAX } from '../../../validator/limits.ts'
import { batchRecords, type XmlBatch } from '../../../validator/xml/batches.ts'
import { AT } from '../signature/keys.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => AT })
const NAMESPACE = 'http://www.mic.gov.vn/dancu/1.0'
const CITIZEN = readFileSync(
  'schemas/national/population/citizen/1.0.0/examples/valid/as-deployed.xml',
  'utf8',
)
const RECORD = /<(?:\w+:)?CongDan[\s\S]*<\/(?:\w+:)?CongDan>/u.exec(CITIZEN)?.[0] ?? ''
const BAD = RECORD.replace('001190000002', '00119000000')

/** Records with comments, CDATA and mark-up in attributes between and in them. */
function collection(count: number, badAt: readonly number[] = []): string {
  const records = Array.from({ length: count }, (_, index) => {
    const record = badAt.includes(index) ? BAD : RECORD
    return index % 7 === 3 ? `<!-- </CongdanCollection> ệ -->\n  ${record}` : record
  })
  return `<?xml version="1.0"\n encoding="UTF-8"?>\n<CongdanCollection\n  xmlns="${NAMESPACE}">\n  ${records.join('\n  ')}\n</CongdanCollection>\n`
}

async function* cut(text: string, size: number) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const stream = (text: string, size = 65_536) =>
  judgeStream(cut(text, size), { document: 'x' }, validator.judgePart)
const whole = (text: string) => validator.validate(Buffer.from(text), { document: 'x' })

const told = ({ issues }: Verdict) =>
  issues.map(({ code, xpath, line, column }) => `${code} ${xpath} ${line}:${column}`)

describe('a collection of records', () => {
  const large = collection(1_500, [0, 1, 700, 1_499])

  test('of more than a batch is told of as if it had been judged whole', async () => {
    expect(large.length).toBeGreaterThan(3 * BATCH_BYTES)
    const [streamed, judged] = [await stream(large), await whole(large)]
    expect(streamed.records).toBe(1_500)
    expect(told(streamed)).toEqual(told(judged))
    expect(told(streamed).some((each) => each.includes('[1500]'))).toBe(true)
    const { records: _, invalidRecords, issueCounts, ...verdict } = streamed
    expect(verdict).toEqual(judged)
    expect(invalidRecords).toBe(4)
    expect(Object.values(issueCounts)).toEqual([4])
  })

  test.for([1, 2, 3, 7, 64, 1_000])('is the same in pieces of %i bytes', async (size) => {
    const small = collection(4, [2])
    expect(told(await stream(small, size))).toEqual(told(await whole(small)))
  })

  test('that is valid is valid', async () => {
    const { valid, schema, records } = await stream(collection(900))
    expect([valid, schema?.ref, records]).toEqual([true, 'national/population/citizen@1.0.0', 900])
  })

  test('that a policy wants signed is unsigned once, and each record of it is refused', async () => {
    const text = collection(900, [1])
    const policy = readPolicy(JSON.stringify({ id: 'p', default: { signature: 'required' } }))
    const strict = createValidator({ catalogue, policy, now: () => AT })
    const streamed = await judgeStream(cut(text, 65_536), {}, strict.judgePart)
    const { records, invalidRecords, issueCounts } = streamed
    expect([records, invalidRecords, issueCounts['signature-required']]).toEqual([900, 900, 1])
    expect(told(streamed)).toEqual(told(await strict.validate(Buffer.from(text), {})))
  })

  test('on one line keeps its columns', async () => {
    const line = large.replaceAll('\n', ' ')
    expect(told(await stream(line))).toEqual(told(await whole(line)))
  })
})

describe('a root or a record of any name', () => {
  // The last byte of à is that of a no-break space.
  const named = (count: number, badAt: readonly number[]) =>
    collection(count, badAt).replaceAll('CongdanCollection', 'HàngLoạt')

  test.for([1, 100])('is read as it is written, in pieces of %i bytes', async (size) => {
    const text = named(3, [1])
    expect(told(await stream(text, size))).toEqual(told(await whole(text)))
  })

  test('is told the same in many batches, with all that may stand around it', async () => {
    const text = `\ufeff${named(1_200, [600])}<!-- à -->\n<?a b?>\n`
    const streamed = await stream(text)
    expect(streamed.records).toBe(1_200)
    expect(told(streamed)).toEqual(told(await whole(text)))
  })
})

test('whose first child is a stranger is told with the same places', async () => {
  const text = collection(2, [1]).replace(RECORD, `<X/>${RECORD}`)
  const places = (verdict: Verdict) => told(verdict).map((each) => each.replace('/X[1]', '/X'))
  expect(places(await stream(text))).toEqual(places(await whole(text)))
  expect(places(await whole(text)).some((each) => each.startsWith('element-unjudged'))).toBe(true)
})

describe('what is no collection', () => {
  test.for([
    { name: 'nothing', text: '' },
    { name: 'text', text: 'CongDan' },
    { name: 'a root alone', text: `<CongDan xmlns="${NAMESPACE}"/>` },
    { name: 'an end that is missing', text: collection(3).replace('</CongdanCollection>', '') },
    { name: 'a cut in a tag', text: collection(3).slice(0, -40) },
    { name: 'a second root', text: `${collection(2)}<CongDan/>` },
    { name: 'a DOCTYPE', text: `<!DOCTYPE a [<!ENTITY b "c">]>${collection(1)}` },
    { name: 'an end too many', text: `${collection(1)}</a>` },
    { name: 'another encoding', text: collection(1).replace('UTF-8', 'ISO-8859-1') },
    { name: 'an end of another name', text: collection(2).replace('</Congdan', '</CongDan') },
    {
      name: 'an end with more in it',
      text: collection(2).replace('Collection>\n', 'Collection a>'),
    },
    { name: 'an end with no name', text: collection(2).replace('</Congdan', '</ Congdan') },
    { name: 'text behind its end', text: `${collection(2)}x` },
    { name: 'a form feed behind its end', text: `${collection(2)}\f` },
    { name: 'a comment behind its end that has none', text: `${collection(2)}<!-- a` },
    { name: 'a comment behind its end that has two dashes', text: `${collection(2)}<!-- a--b -->` },
    { name: 'text before its root', text: `<!-- a -->x${collection(1).replace(/^.*\n.*\n/u, '')}` },
    { name: 'a declaration that is not first', text: `\n${collection(1)}` },
    { name: 'a declaration behind a comment', text: `<!-- a -->${collection(1)}` },
    { name: 'two byte order marks', text: `\ufeff\ufeff${collection(1)}` },
    { name: 'tags that cross', text: collection(2).replace('</SoDinhDanh>', '</SoDinh>') },
  ])('is refused, or told of, as a document: $name', async ({ text }) => {
    const codes = ({ issues }: Verdict) => [...new Set(issues.map(({ code }) => code))]
    const [streamed, judged] = [await stream(text, 100), await whole(text)]
    expect([streamed.valid, codes(streamed)]).toEqual([false, codes(judged)])
  })

  test('is refused at once, however much follows', async () => {
    const text = `<!-- a -->x<a>${'<b/>'.repeat(DOCUMENT_BYTES_MAX / 4)}</a>`
    expect(await stream(text)).toMatchObject({ valid: false, issueCounts: { 'xml-malformed': 1 } })
  })

  test.for([1, 700, 1_499])('is nothing passed over before record %i of many', async (index) => {
    const text = collection(1_500)
    const places = [...text.matchAll(/<(?:\w+:)?CongDan[ >]/gu)].map((found) => found.index)
    const at = index === 1_499 ? text.lastIndexOf('</CongdanCollection>') : (places[index] ?? 0)
    for (const piece of ['&nothing;', '<?a b?>', '\f', ']]>', '<!-- a--b -->']) {
      const changed = text.slice(0, at) + piece + text.slice(at)
      expect([piece, (await stream(changed)).valid]).toEqual([piece, false])
    }
  })

  test.for([
    { name: 'a signature', text: readFileSync('examples/signed-citizen.xml', 'utf8') },
    { name: 'an unknown root', text: '<a><b/><b/></a>' },
  ])('$name is not judged in pieces', async ({ text }) => {
    await expect(stream(text)).rejects.toMatchObject({ kind: { code: 'document-too-large' } })
  })

  test('one record larger than a document ends it, and memory does not grow', async () => {
    async function* endless() {
      yield Buffer.from(`<a xmlns="${NAMESPACE}"><b>`)
      for (;;) yield Buffer.alloc(1_000_000, 'x')
    }
    const judging = judgeStream(endless(), {}, validator.judgePart)
    await expect(judging).rejects.toMatchObject({
      kind: { code: 'document-too-large' },
      extensions: { bytesMax: DOCUMENT_BYTES_MAX },
    })
  })
})

test('a batch begins where its first record does', async () => {
  const batches: XmlBatch[] = []
  for await (const batch of batchRecords(cut(collection(1_200), 10_000))) batches.push(batch)
  expect(batches.length).toBeGreaterThan(2)
  const lines = collection(1_200).split('\n')
  for (const { line, column } of batches) {
    expect(lines[line - 1]?.slice(column - 1, column + 7)).toBe('<CongDan')
  }
})
