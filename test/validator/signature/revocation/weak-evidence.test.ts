/** Lists and responses that are signed with SHA-1 say nothing, whatever they say. */
import { describe, expect, test } from 'vitest'
import { createTrustStore } from '../../../../validator/index.ts'
import { revocationUnreadable } from '../../../../validator/problems.ts'
import { parseCertificate } from '../../../../validator/signature/certificate.ts'
import { AT, makeCertificate } from '../keys.ts'
import { judgeRemembering } from '../remembered.ts'
import { makeList, makeResponse } from './make.ts'

describe.each(['ec', 'rsa'] as const)('evidence by a key of %s', async (kind) => {
  const ca = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06, kind })
  const issuer = { name: 'CA', key: ca.privateKey }
  const leaf = await makeCertificate({ name: 'L', issuer, keyUsage: 0x80 })

  type Source = NonNullable<Parameters<typeof createTrustStore>[1]>
  const judge = (brought: Source) => {
    const signer = parseCertificate(leaf.der)
    if (signer === undefined) throw new TypeError('not a certificate')
    const trust = { ...createTrustStore([ca.der]), revocation: 'required' as const }
    return judgeRemembering(signer, { others: [], ...brought }, trust, AT)
  }
  const list = (signedBy: 'sha1' | 'sha256') => makeList({ issuer: ca, signedBy })
  const response = (signedBy: 'sha1' | 'sha256') =>
    makeResponse({ certificate: leaf, issuer: ca, signedBy })

  test.for([
    ['list', (signedBy: 'sha1' | 'sha256') => ({ crls: [list(signedBy)] })],
    ['response', (signedBy: 'sha1' | 'sha256') => ({ ocspResponses: [response(signedBy)] })],
  ] as const)('a %s counts by SHA-256 alone', ([, give]) => {
    expect(judge(give('sha256'))).toMatchObject({ revocation: [{ status: 'good' }] })
    expect(judge(give('sha256')).subIndication).toBeUndefined()
    expect(judge(give('sha1'))).toMatchObject({ subIndication: 'TRY_LATER', revocation: [] })
    // Whoever configures it is told, instead of going on without.
    const unreadable = expect.objectContaining({ kind: revocationUnreadable })
    expect(() => createTrustStore([ca.der], give('sha1'))).toThrow(unreadable)
  })
})
