/**
 * What the properties of a JAdES signature establish: since when it is there, and by what.
 *
 * @module
 */
import type { ProvedTime, SignatureFacts, TimestampFact } from '../../verdict.ts'
import type { Certificate } from '../certificate.ts'
import { parseCertificate } from '../certificate.ts'
import type { JwsSignature } from '../jws/parse.ts'
import type { SignerEvidence, SignerTrust } from '../signer-trust.ts'
import { judgeTimestamp } from '../timestamp/judge-timestamp.ts'
import { earliestPassed } from '../timestamp/proved-time.ts'
import type { TrustStore } from '../trust-store.ts'
import type { JadesProperties } from './read-properties.ts'
import { readJadesProperties } from './read-properties.ts'

export interface JudgedJades {
  readonly properties: JadesProperties
  readonly evidence: Omit<SignerEvidence, 'others'> & { readonly others: readonly Certificate[] }
  readonly timestamps: readonly TimestampFact[]
  readonly provedTime?: ProvedTime
}

/** TS 119 182-1 §5.3.4: a timestamp is of the signature value as it is written. */
export function judgeJades(signature: JwsSignature, trust: TrustStore, at: Date): JudgedJades {
  const properties = readJadesProperties(signature)
  const { crls, ocspResponses } = properties
  const others = properties.certificates.flatMap((der) => parseCertificate(der) ?? [])
  const evidence = { others, crls, ocspResponses }
  const timestamps = properties.timestamps.map((token) =>
    judgeTimestamp(token, Buffer.from(signature.signature, 'ascii'), trust, at, evidence),
  )
  const provedTime = earliestPassed(timestamps)
  return { properties, evidence, timestamps, ...(provedTime && { provedTime }) }
}

/** The baseline level that the signature has reached, and what else was established. */
export function jadesFacts(
  { properties, timestamps, provedTime }: JudgedJades,
  trust: SignerTrust | undefined,
): SignatureFacts {
  const { commitments } = properties
  return {
    ...levelOf(properties, provedTime, trust),
    ...(timestamps.length > 0 && { timestamps }),
    ...(commitments.length > 0 && { commitments }),
    ...(provedTime && { provedTime }),
  }
}

function levelOf(
  { isBaseline }: JadesProperties,
  provedTime: ProvedTime | undefined,
  trust: SignerTrust | undefined,
): Pick<SignatureFacts, 'level'> {
  if (!isBaseline) return {}
  if (provedTime === undefined) return { level: 'B-B' }
  const hasValues = trust?.revocation.some(
    ({ from, status }) => from === 'embedded' && status === 'good',
  )
  return { level: hasValues === true ? 'B-LT' : 'B-T' }
}
