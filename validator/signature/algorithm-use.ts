/**
 * By which algorithms the things were signed that a signature is believed for.
 *
 * Only named here: whether one had ended depends on the day, and on the policy, so a judgement
 * that is remembered knows nothing of it.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import type { AlgorithmUse, Bilingual } from '../verdict.ts'
import { rowOf } from './algorithms/find.ts'
import { ALGORITHMS } from './algorithms/table.ts'
import type { SignatureScheme } from './asn1/signed.ts'
import type { Certificate } from './certificate.ts'
import { certificateParts } from './certificate-parts.ts'

/** What a key signed; nothing for what no row of the table is for, which is believed nowhere. */
export function useOf(
  what: Pick<AlgorithmUse, 'of' | 'certificate'>,
  scheme: SignatureScheme | undefined,
  key: KeyObject,
): readonly AlgorithmUse[] {
  if (scheme === undefined) return []
  const isPss = scheme.saltLength !== undefined
  const rows = ALGORITHMS.filter((row) => (row.scheme === 'pss') === isPss)
  const row = rowOf(rows, key)
  return row === undefined ? [] : [{ ...what, algorithm: row.id }]
}

/** Of each certificate but the last, which is trusted for its key. */
export function usesOfPath(
  path: readonly Certificate[],
  of: AlgorithmUse['of'] = 'certificate',
  spokenOf?: Certificate,
): readonly AlgorithmUse[] {
  return path.slice(0, -1).flatMap((each, index) => {
    const issuer = path[index + 1] ?? each
    const { fingerprint } = spokenOf ?? each
    const { scheme } = certificateParts(each)
    return useOf({ of, certificate: fingerprint }, scheme, issuer.publicKey)
  })
}

const KINDS: Readonly<Record<AlgorithmUse['of'], Bilingual>> = {
  certificate: { vi: 'chứng thư', en: 'the certificate' },
  crl: { vi: 'danh sách thu hồi về chứng thư', en: 'the revocation list on the certificate' },
  ocsp: { vi: 'trả lời OCSP về chứng thư', en: 'the OCSP response on the certificate' },
  timestamp: { vi: 'dấu thời gian của chứng thư', en: 'the timestamp by the certificate' },
}
const FINGERPRINT_LENGTH = 16

/** By the fingerprint: the names in a certificate may be of a person. */
export function nameUse({ of, certificate }: AlgorithmUse): Bilingual {
  const { vi, en } = KINDS[of]
  const fingerprint = certificate.slice(0, FINGERPRINT_LENGTH)
  return { vi: `${vi} ${fingerprint}…`, en: `${en} ${fingerprint}…` }
}

/** Each once. */
export function distinctUses(uses: readonly AlgorithmUse[]): readonly AlgorithmUse[] {
  const keyOf = ({ of, certificate, algorithm }: AlgorithmUse) =>
    `${of} ${certificate} ${algorithm}`
  return [...new Map(uses.map((use) => [keyOf(use), use])).values()]
}
