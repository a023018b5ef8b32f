/** A second opinion on the vectors of xmlsec: xml-crypto agrees on what it supports, or it is said why not. */
import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import { describe, expect, test } from 'vitest'
import { SignedXml } from 'xml-crypto'
import {
  bareKeyPems,
  certificatesOfVectors,
  hasVectors,
  outcomeOf,
  trustOfVectors,
  VERIFIED,
  vectors,
  withBareKeys,
} from './xmlsec-vectors.ts'

type Opinion = 'holds' | 'fails' | 'unsupported'

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const UNSUPPORTED = /is not supported|with quotes inside|could not find/u

function opinionOf(xml: string, certificates: readonly string[]): Opinion {
  const keys = [
    { getCertFromKeyInfo: SignedXml.getCertFromKeyInfo },
    ...certificates.map((publicCert) => ({ publicCert })),
  ]
  for (const key of keys) {
    const opinion = opinionBy(xml, key)
    if (opinion !== 'fails') return opinion
  }
  return 'fails'
}

function opinionBy(xml: string, key: ConstructorParameters<typeof SignedXml>[0]): Opinion {
  const document = new DOMParser().parseFromString(xml, 'text/xml')
  const signed = new SignedXml(key)
  try {
    signed.loadSignature(document.getElementsByTagNameNS(DSIG, 'Signature')[0] as never)
    return signed.checkSignature(xml) ? 'holds' : 'fails'
  } catch (thrown) {
    return UNSUPPORTED.test(String(thrown)) ? 'unsupported' : 'fails'
  }
}

describe.skipIf(!hasVectors)('xml-crypto on the vectors of xmlsec (needs ../shared)', () => {
  test('agrees on all that it supports, but for SHA-1, which it still believes', async () => {
    const trust = trustOfVectors()
    const certificates = certificatesOfVectors().map(String)
    const counts = new Map<string, number>()
    for (const { file, path } of vectors) {
      const bytes = readFileSync(path)
      const xml = String(bytes)
      const ours = outcomeOf(bytes, await withBareKeys(xml, trust))
      const theirs = opinionOf(xml, [...bareKeyPems(xml), ...certificates])
      const said = ours === VERIFIED ? 'holds' : 'fails'
      const outcome = said === theirs || theirs === 'unsupported' ? theirs : `${ours}: ${theirs}`
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      expect([file, OUTCOMES]).toEqual([file, expect.arrayContaining([outcome])])
    }
    expect(counts.get('holds')).toBeGreaterThan(5)
    expect(counts.get('fails')).toBeGreaterThan(20)
    const rows = [...counts].map(([outcome, count]) => `  ${String(count).padStart(4)}  ${outcome}`)
    process.stdout.write(`xml-crypto on ${vectors.length} vectors:\n${rows.join('\n')}\n`)
  })
})

/** Both say so, it cannot say, or what it believes is refused by our table of algorithms. */
const OUTCOMES = ['holds', 'fails', 'unsupported', 'algorithm-refused: holds']
