/** Name constraints as NIST PKITS §4.13 has them: each signer by its name valid or not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTrustStore } from '../../../../validator/index.ts'
import type { Certificate } from '../../../../validator/signature/certificate.ts'
import { parseCertificate } from '../../../../validator/signature/certificate.ts'
import { judgeAuthority } from '../../../../validator/signature/signer-trust.ts'
import { judgeRemembering } from '../remembered.ts'

const PKITS = '../shared/fixtures/signatures/nist-pkits'
const AT = new Date('2020-01-01')

describe.skipIf(!existsSync(PKITS))('NIST PKITS 4.13 (needs ../shared)', () => {
  const all = existsSync(PKITS) ? readdirSync(PKITS, { recursive: true, encoding: 'utf8' }) : []
  const files = all.filter((file) => file.endsWith('.crt')).map((file) => join(PKITS, file))
  const signers = files.filter((file) => /nameConstraintsTest\d+EE\.crt$/u.test(file))
  const issuers = files.filter((file) => /^nameConstraints.*\.crt$/u.test(basename(file)))

  function read(file: string): Certificate {
    const certificate = parseCertificate(new Uint8Array(readFileSync(file)))
    if (certificate === undefined) throw new TypeError(file)
    return certificate
  }

  function believes(file: string): boolean {
    const root = files.find((each) => basename(each) === 'TrustAnchorRootCertificate.crt') ?? ''
    const trust = { ...createTrustStore([readFileSync(root)]), intermediates: issuers.map(read) }
    const judged = judgeRemembering(read(file), { others: [] }, trust, AT, judgeAuthority)
    return judged.subIndication === undefined
  }

  test('are all 38', () => {
    expect(new Set(signers.map((file) => /Test(\d+)EE/u.exec(file)?.[1])).size).toBe(38)
  })

  test.for(signers.map((file) => [basename(file), file] as const))('%s', ([name, file]) => {
    expect(believes(file)).toBe(name.startsWith('Valid'))
  })
})
