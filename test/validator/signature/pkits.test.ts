/** The path test suites of NIST and of x509-limbo: nothing false is believed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTrustStore } from '../../../validator/index.ts'
import type { Certificate } from '../../../validator/signature/certificate.ts'
import { parseCertificate } from '../../../validator/signature/certificate.ts'
import { judgeAuthority, judgeSigner } from '../../../validator/signature/signer-trust.ts'
import { judgeRemembering } from './remembered.ts'

const PKITS = '../shared/fixtures/signatures/nist-pkits'
const LIMBO = '../shared/fixtures/signatures/x509-limbo/limbo/_assets/online'

interface PkitsCase {
  readonly id: string
  readonly leaf: string
  readonly intermediates: readonly string[]
  readonly crls: readonly string[]
  readonly requireRevocation: boolean
  readonly expect: 'valid' | 'invalid'
}

/** Valid paths that are refused, and why; every other valid path has to be found. */
const REFUSED: Readonly<Record<string, string>> = {
  '40104_valid_dsa_signatures_test4': 'DSA is no accepted algorithm',
  '40105_valid_dsa_parameter_inheritance_test5': 'DSA is no accepted algorithm',
  '40803_different_policies_test3': 'its certificates assert policies with nothing in common',
}

describe.skipIf(!existsSync(PKITS))('NIST PKITS (needs ../shared)', () => {
  const { cases } = existsSync(PKITS)
    ? (JSON.parse(readFileSync(join(PKITS, 'expected.json'), 'utf8')) as {
        readonly cases: readonly PkitsCase[]
      })
    : { cases: [] }
  const files = new Map(
    (existsSync(PKITS) ? readdirSync(PKITS, { recursive: true, encoding: 'utf8' }) : []).map(
      (file) => [basename(file), join(PKITS, file)],
    ),
  )
  const read = (name: string) => readFileSync(files.get(name) ?? '')

  function believes({ leaf, intermediates, crls, requireRevocation }: PkitsCase): boolean {
    const signer = parseCertificate(new Uint8Array(read(leaf)))
    const others = intermediates.flatMap(
      (name) => parseCertificate(new Uint8Array(read(name))) ?? [],
    )
    if (signer === undefined) return false
    const trust = {
      ...createTrustStore([read('TrustAnchorRootCertificate.crt')]),
      crls: ['TrustAnchorRootCRL.crl', ...crls].map(read),
      ...(requireRevocation ? { revocation: 'required' as const } : {}),
    }
    const { subIndication } = judgeRemembering(signer, { others }, trust, new Date('2020-01-01'))
    return subIndication === undefined
  }

  test('believes nothing that is invalid', () => {
    const invalid = cases.filter((each) => each.expect === 'invalid')
    expect(invalid.length).toBeGreaterThan(90)
    expect(invalid.filter(believes).map(({ id }) => id)).toEqual([])
  })

  test('finds every valid path but those refused for a reason', () => {
    const valid = cases.filter((each) => each.expect === 'valid')
    const refused = valid.filter((each) => !believes(each)).map(({ id }) => id)
    expect(refused).toEqual(Object.keys(REFUSED))
    expect(refused.length / valid.length).toBeLessThanOrEqual(0.05)
    const rows = Object.entries(REFUSED).map(([id, why]) => `  ${id}: ${why}`)
    const share = Math.round((100 * (valid.length - refused.length)) / valid.length)
    const head = `PKITS: ${share} % of the valid paths found; refused:`
    process.stdout.write(`${[head, ...rows].join('\n')}\n`)
  })
})

interface LimboCase {
  readonly id: string
  readonly trusted_certs: readonly string[]
  readonly untrusted_intermediates: readonly string[]
  readonly peer_certificate: string
  readonly validation_time: string
  readonly expected_result: 'SUCCESS' | 'FAILURE'
}

describe.skipIf(!existsSync(LIMBO))('x509-limbo (needs ../shared)', () => {
  const names = existsSync(LIMBO) ? readdirSync(LIMBO).filter((each) => each.endsWith('.json')) : []

  test.for(names)('%s is judged as it says', (name) => {
    const limbo = JSON.parse(readFileSync(join(LIMBO, name), 'utf8')) as LimboCase
    const [signer] = certificatesOf([limbo.peer_certificate])
    if (signer === undefined) throw new TypeError('no certificate')
    const trust = createTrustStore(limbo.trusted_certs.map((pem) => Buffer.from(pem)))
    const others = certificatesOf(limbo.untrusted_intermediates)
    const at = new Date(limbo.validation_time)
    const { subIndication } = judgeRemembering(signer, { others }, trust, at, judgeAuthority)
    expect(subIndication === undefined).toBe(limbo.expected_result === 'SUCCESS')
    // They are of web servers: some say so and nothing else, and may then sign no document.
    const isServerAlone = signer.extendedKeyUsage?.join() === '1.3.6.1.5.5.7.3.1'
    const asSigner = judgeSigner(signer, { others }, trust, at).subIndication
    expect(asSigner).toBe(isServerAlone ? 'CHAIN_CONSTRAINTS_FAILURE' : subIndication)
  })
})

function certificatesOf(pems: readonly string[]): readonly Certificate[] {
  return pems.flatMap((pem) => {
    const base64 = pem.replaceAll(/-----[^-]+-----|\s/gu, '')
    return parseCertificate(new Uint8Array(Buffer.from(base64, 'base64'))) ?? []
  })
}
