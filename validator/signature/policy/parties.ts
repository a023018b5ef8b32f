/**
 * Whether a signature is of the party that a message or a policy names.
 *
 * A certificate says whose it is by a tax code or an agency code, and a message by one of
 * them; which tax code is of which agency only a policy's partners can say. Where neither
 * decides, the answer is that it cannot be told.
 *
 * @module
 */
import { taxCode } from '../../formats/tax-code.ts'
import type { Bilingual, Signer } from '../../verdict.ts'
import type { MessageClaims } from './claims.ts'
import type { Partner, SignedBy } from './policy.ts'

export type Match = 'matches' | 'differs' | 'cannot-tell'

export function matchAgency(signer: Signer, agency: string, partners: readonly Partner[]): Match {
  const known = partners.filter((each) => each.agency === agency)
  if (known.length > 0) {
    return known.some((partner) => isOf(signer, partner)) ? 'matches' : 'differs'
  }
  // An enterprise is named by its tax code alone, an agency by a code of its own.
  if (isTaxCode(agency)) {
    return isSameTaxCode(signer.taxCode ?? '', agency) ? 'matches' : 'differs'
  }
  const others = partners.filter((partner) => isOf(signer, partner))
  if (signer.agencyCode === undefined) return others.length > 0 ? 'differs' : 'cannot-tell'
  return same(signer.agencyCode, agency)
}

function isTaxCode(code: string): boolean {
  return taxCode.judge(code) === undefined
}

/** That of a branch is written with one or without. */
function isSameTaxCode(one: string, other: string): boolean {
  return one.replace('-', '') === other.replace('-', '')
}

function same(own: string, asked: string): Match {
  return own === asked ? 'matches' : 'differs'
}

function isOf({ taxCode, agencyCode, fingerprint }: Signer, partner: Partner): boolean {
  return (
    partner.certificates.includes(fingerprint) ||
    (taxCode !== undefined && partner.taxCodes.some((each) => isSameTaxCode(each, taxCode))) ||
    (partner.certificates.length + partner.taxCodes.length === 0 && agencyCode === partner.agency)
  )
}

/** Of every agency in that role: a document with messages of two senders needs both. */
export function matchParty(
  signer: Signer,
  by: SignedBy,
  claims: MessageClaims,
  partners: readonly Partner[],
): Match {
  if (by === 'anyone') return 'matches'
  if (by === 'sender') return matchAll(signer, claims.senders, partners)
  if (by === 'receiver') return matchAll(signer, claims.receivers, partners)
  const value = by.slice(by.indexOf(':') + 1)
  if (by.startsWith('agency:')) return matchAgency(signer, value, partners)
  if (by.startsWith('certificate:')) return same(signer.fingerprint, value)
  if (signer.taxCode === undefined) return 'cannot-tell'
  return isSameTaxCode(signer.taxCode, value) ? 'matches' : 'differs'
}

function matchAll(
  signer: Signer,
  agencies: readonly string[],
  partners: readonly Partner[],
): Match {
  const found = agencies.map((agency) => matchAgency(signer, agency, partners))
  if (found.includes('differs')) return 'differs'
  return found.length > 0 && found.every((match) => match === 'matches') ? 'matches' : 'cannot-tell'
}

/** As it stands in the sentence that something must be signed by it. */
export function nameParty(by: SignedBy): Bilingual {
  const role = ROLES[by]
  return role ?? { vi: by, en: by }
}

const ROLES: Partial<Readonly<Record<SignedBy, Bilingual>>> = {
  sender: { vi: 'bên gửi', en: 'the sender' },
  receiver: { vi: 'bên nhận', en: 'the receiver' },
  anyone: { vi: 'một người ký được tin cậy', en: 'somebody trusted' },
}
