/** What is read at a glance is what the parser and the mapping read, whatever is changed. */
import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SchemaVersion } from '../../../validator/index.ts'
import { parseSchemaRef, toXml } from '../../../validator/index.ts'
import { realCatalogue } from '../../codegen/catalogues.ts'
import { isExchanged, validInstance } from '../../instances/valid-instance.ts'
import { expectSame, readPlain } from './both-readings.ts'
import { catalogue as small, version } from './records.ts'

const catalogue = await realCatalogue()
const numRuns = Number(process.env['CHUAN_RUNS'] ?? 100)

const EXAMPLE = 'schemas/national/population/citizen/2.0.0/examples/valid/full.json'

const PIECES = [
  ...['<!-- c -->', '<![CDATA[x]]>', '<![CDATA[ ]]>', '<?pi x?>', ' ', '\n\t', '\r\n', 'x', '<X/>'],
  ...[
    '&amp;',
    '&lt;',
    '&quot;',
    '&#65;',
    '&nothing;',
    '&',
    ']]>',
    ']',
    '\u0001',
    '\ufffe',
    '\ufeff',
  ],
  ...['ệ', '😀', '</X>', '<', '>', '"', '<X>', '<a:X xmlns:a="u"/>', ' a="1"', ' xmlns=""', '/'],
]

/** Texts that are like this one: changed in a place or two. */
function neighbours(text: string): fc.Arbitrary<Buffer> {
  const at = fc.nat(text.length)
  const insert = fc.record({ at, piece: fc.constantFrom(...PIECES) })
  const cut = fc.record({ at, length: fc.nat(40) })
  const element = /<(\w+)>[^<]*<\/\1>\s*/gu
  const elements = [...text.matchAll(element)].map((found) => [found.index, found[0]] as const)
  const one = fc.constantFrom(...(elements.length > 0 ? elements : [[0, ''] as const]))
  return fc
    .oneof(
      insert.map(({ at: place, piece }) => text.slice(0, place) + piece + text.slice(place)),
      cut.map(({ at: place, length }) => text.slice(0, place) + text.slice(place + length)),
      one.map(([place, found]) => text.slice(0, place) + found + text.slice(place)),
      one.map(([place, found]) => text.slice(0, place) + text.slice(place + found.length)),
      fc
        .tuple(one, one)
        .map(
          ([[place, found], [, other]]) =>
            text.slice(0, place) + other + text.slice(place + found.length),
        ),
      fc.constant(text.replaceAll(/>(?:\s*)<\//gu, '/><!---->').replaceAll('<!---->', '</')),
      fc.constant(text.replaceAll(/(<\/?)/gu, '$1p:').replace('>', ' xmlns:p="urn:p">')),
    )
    .map((changed) => Buffer.from(changed))
}

function flipped(text: string): fc.Arbitrary<Buffer> {
  const bytes = Buffer.from(text)
  return fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)).map(([at, value]) => {
    const copy = Buffer.from(bytes)
    copy[at] = value
    return copy
  })
}

describe('a plain record', () => {
  const versions = catalogue.versions.filter(
    (version) => isExchanged(version) && version.document['x-kind'] !== 'codelist',
  )
  const withAttributes = (version: SchemaVersion) =>
    JSON.stringify(version.document).includes('"attribute"')

  test.for(
    versions.map((version) => ({ version, name: version.id.replace(/^.*\/schemas\//u, '') })),
  )('of $name is read as the mapping reads it', ({ version }) => {
    for (const value of fc.sample(validInstance(version, catalogue), { seed: 3, numRuns: 2 })) {
      const text = toXml(value, version, catalogue).replace(/^<\?xml[^>]*>\s*/u, '')
      const isSame = expectSame(Buffer.from(text), version, catalogue)
      if (text.includes('=') && withAttributes(version)) continue
      expect(isSame || /&#|\]\]|\ufffd/u.test(text) || /<\w+ (?!xmlns)/u.test(text)).toBe(true)
    }
  })

  const citizen = catalogue.get(parseSchemaRef('national/population/citizen@2.0.0'))
  const instance = JSON.parse(readFileSync(EXAMPLE, 'utf8'))
  const text = toXml(instance, citizen, catalogue).replace(/^<\?xml[^>]*>\s*/u, '')

  test('that was changed is read the same, or looked at closely', { timeout: 120_000 }, () => {
    const tally = { plain: 0, all: 0 }
    const changed = fc.oneof({ weight: 3, arbitrary: neighbours(text) }, flipped(text))
    fc.assert(
      fc.property(changed, (bytes) => {
        tally.all += 1
        if (expectSame(bytes, citizen, catalogue)) tally.plain += 1
      }),
      { numRuns: numRuns * 30, seed: 21 },
    )
    expect(tally.plain).toBeGreaterThan(tally.all / 20)
    expect(tally.plain).toBeLessThan(tally.all)
  })
})

describe('every shape of a small record', () => {
  const PLAIN =
    '<BigRecord><A>a ệ</A><N> 7 </N><D>1.5</D><B>true</B><L>1</L><L/><O><X>x</X><Y></Y></O>' +
    '<M><K>k</K></M><M><V>2</V></M></BigRecord>'

  test('is plain', () => {
    expect(readPlain(Buffer.from(PLAIN), version, small)).toEqual({
      ...{ A: 'a ệ', N: 7, D: 1.5, B: true, L: ['1', ''], O: { X: 'x', Y: '' } },
      M: [{ K: 'k' }, { V: 2 }],
    })
    expect(expectSame(Buffer.from(PLAIN), version, small)).toBe(true)
  })

  test('and what is near to it is read the same, or looked at closely', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(fc.oneof(neighbours(PLAIN), flipped(PLAIN)), (bytes) => {
        expectSame(bytes, version, small)
      }),
      { numRuns: numRuns * 60, seed: 22 },
    )
  })

  test('keeps texts apart that are alike', () => {
    const text = fc.string({ unit: fc.constantFrom('ệ', 'ễ', 'a', 'b'), maxLength: 8 })
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 300 }), (texts) => {
        const items = texts.map((each) => `<L>${each}</L>`).join('')
        const value = readPlain(Buffer.from(`<BigRecord>${items}</BigRecord>`), version, small)
        expect(value).toEqual({ L: texts })
      }),
      { numRuns, seed: 23 },
    )
  })

  test.for([
    ['a comment', '<A>a</A>', '<A>a<!-- b --></A>'],
    ['CDATA', '<A>a</A>', '<A><![CDATA[a]]></A>'],
    ['an attribute', '<A>', '<A x="1">'],
    ['a reference by number', '<A>a', '<A>&#65;'],
    ['a number that is none', '<N> 7 ', '<N>seven'],
    ['another order', '<N> 7 </N><D>1.5</D>', '<D>1.5</D><N> 7 </N>'],
    ['the same field twice', '<D>1.5</D>', '<D>1.5</D><D>1.5</D>'],
    ['an unknown field', '<D>', '<Z/><D>'],
    ['text between fields', '<D>', 'x<D>'],
    ['another end tag', '</D>', '</E>'],
    ['an element in text', 'a ệ', 'a<X/>'],
  ] as const)('is looked at closely with %s', ([, from, to]) => {
    const changed = PLAIN.replace('a ệ', 'a').replace(from.replace('a ệ', 'a'), to)
    expect(changed).not.toBe(PLAIN)
    expect(readPlain(Buffer.from(changed), version, small)).toBeUndefined()
  })

  test('is looked at closely where it is nested deeper than may be', () => {
    const nested = small.get({ ...version.ref, path: 'test/extended' })
    const deep = (depth: number) => `<E>${'<Sub>'.repeat(depth)}${'</Sub>'.repeat(depth)}</E>`
    expect(readPlain(Buffer.from(deep(150)), nested, small)).toBeDefined()
    for (const depth of [190, 196, 197, 198, 199, 200, 250]) {
      expectSame(Buffer.from(deep(depth)), nested, small)
    }
    expect(readPlain(Buffer.from(deep(250)), nested, small)).toBeUndefined()
  })
})
