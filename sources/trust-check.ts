/**
 * What of a trust folder holds no longer, or will soon stop to.
 *
 * @module
 */
import type { Bilingual, OpenedTrustList, TrustStore } from '../validator/index.ts'
import { revocationState } from '../validator/index.ts'
import { readTrustFolder } from './trust-folder.ts'
import { readTrustListFile, TRUST_LIST_SIGNER_FILE as SIGNER } from './trust-list-file.ts'

export interface TrustFinding {
  readonly severity: 'error' | 'warning'
  readonly code: string
  /** Fingerprint of the certificate; absent for what is of the list or the folder. */
  readonly certificate?: string
  readonly message: Bilingual
}

const DAY_MS = 86_400_000
const SOON_DAYS = 60
const LIST_SOON_DAYS = 14

/** Lists are made anew every few days; some for a year. */
const REVOCATION_SOON_DAYS = 1

/** Throws the Problems of `readTrustFolder`. */
export async function checkTrustFolder(folder: string, at: Date): Promise<readonly TrustFinding[]> {
  const opened = await readTrustListFile(folder, at)
  const store = await readTrustFolder(folder, at)
  return [
    ...(opened === undefined ? [unsigned()] : listFindings(opened, at)),
    ...certificateFindings(store, at),
    ...revocationFindings(store, at),
  ]
}

function unsigned(): TrustFinding {
  return finding('warning', 'list-unsigned', {
    vi: 'Thư mục không có danh sách được ký: ai ghi được vào thư mục thì quyết định tin ai.',
    en: 'The folder has no signed list: whoever can write to it decides who is trusted.',
  })
}

function listFindings({ list, signerExpires }: OpenedTrustList, at: Date): readonly TrustFinding[] {
  const { nextUpdate } = list
  const days = daysUntil(new Date(nextUpdate), at)
  const day = signerExpires.toISOString().slice(0, 10)
  const anew = finding(days <= 0 ? 'error' : 'warning', 'list-stale', {
    vi: `Danh sách phải được ký lại trước ${nextUpdate}.`,
    en: `The list has to be signed anew before ${nextUpdate}.`,
  })
  const expires = finding('warning', 'list-signer-expires', {
    vi: `Chứng thư ký danh sách hết hạn ngày ${day}: thêm chứng thư mới vào ${SIGNER} trước đó.`,
    en: `The certificate that signs the list expires on ${day}: add the next to ${SIGNER} before.`,
  })
  return [
    ...(days > LIST_SOON_DAYS ? [] : [anew]),
    ...(daysUntil(signerExpires, at) > SOON_DAYS ? [] : [expires]),
  ]
}

function certificateFindings(store: TrustStore, at: Date): readonly TrustFinding[] {
  const { anchors, intermediates, pinned, terms } = store
  const ended = (fingerprint: string) => {
    const { until } = terms?.get(fingerprint) ?? {}
    return until !== undefined && new Date(`${until}T23:59:59+07:00`) < at
  }
  return [...anchors, ...intermediates, ...pinned]
    .filter(({ fingerprint }) => !ended(fingerprint))
    .flatMap(({ fingerprint, subject, notBefore, notAfter }) => {
      const days = daysUntil(notAfter, at)
      const day = notAfter.toISOString().slice(0, 10)
      if (notBefore > at) return [{ ...notYet(subject), certificate: fingerprint }]
      if (days > SOON_DAYS) return []
      const message = {
        vi: `${subject}: hết hạn ngày ${day}.`,
        en: `${subject}: expires on ${day}.`,
      }
      const severity = days <= 0 ? 'error' : 'warning'
      return [{ ...finding(severity, 'certificate-expires', message), certificate: fingerprint }]
    })
}

function notYet(subject: string): TrustFinding {
  return finding('warning', 'certificate-not-yet', {
    vi: `${subject}: chưa có hiệu lực.`,
    en: `${subject}: not in force yet.`,
  })
}

function revocationFindings(store: TrustStore, at: Date): readonly TrustFinding[] {
  return revocationState(store, at).flatMap(({ issuer, fingerprint, freshUntil }) => {
    const state = freshUntil === undefined ? missing(issuer) : stale(issuer, freshUntil, at)
    return state === undefined ? [] : [{ ...state, certificate: fingerprint }]
  })
}

function missing(issuer: string): TrustFinding {
  return finding('warning', 'revocation-missing', {
    vi: `${issuer}: không có danh sách thu hồi; hãy đặt tệp .crl hay .ocsp vào thư mục.`,
    en: `${issuer}: there is no revocation list; put its .crl or .ocsp in the folder.`,
  })
}

function stale(issuer: string, freshUntil: Date, at: Date): TrustFinding | undefined {
  const days = daysUntil(freshUntil, at)
  if (days > REVOCATION_SOON_DAYS) return undefined
  const until = freshUntil.toISOString()
  if (days > 0) {
    return finding('warning', 'revocation-stale', {
      vi: `${issuer}: danh sách thu hồi chỉ có giá trị đến ${until}; hãy đặt danh sách mới.`,
      en: `${issuer}: the revocation list ends at ${until}; put the next in the folder.`,
    })
  }
  return finding('error', 'revocation-stale', {
    vi: `${issuer}: danh sách thu hồi đã cũ từ ${until}.`,
    en: `${issuer}: the revocation list is stale since ${until}.`,
  })
}

function finding(
  severity: TrustFinding['severity'],
  code: string,
  message: Bilingual,
): TrustFinding {
  return { severity, code, message }
}

function daysUntil(end: Date, at: Date): number {
  return (end.getTime() - at.getTime()) / DAY_MS
}
