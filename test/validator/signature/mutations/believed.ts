/** What of a message is believed: its content when every signature passed, and their times. */
import { XmlC14NMode, type XmlElement } from 'libxml2-wasm'
import type { SignatureReport, TrustStore } from '../../../../validator/index.ts'
import type { DetachedContent } from '../../../../validator/signature/jades/detached-content.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { canonicalizeElement } from '../../../../validator/signature/xmldsig/canonicalize.ts'
import { openXmlSignatures } from '../../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../../validator/xml/parse.ts'
import { AT } from '../keys.ts'

export interface Believed {
  readonly content: string
  /** Fingerprints of their certificates. */
  readonly signers: readonly (string | undefined)[]
  /** Of each signature, as far as one is proved. */
  readonly provedTimes: readonly (string | undefined)[]
}

/** As it was signed: a namespace that nothing is in does not count. */
const EXCLUSIVE = {
  mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
  withComments: false,
  prefixes: [],
}

export function believedXml(bytes: Buffer, trust: TrustStore): Believed | undefined {
  const { document, issues } = parseXml(bytes)
  if (document === undefined) return undefined
  try {
    if (issues.length > 0) return undefined
    const { contents, reports } = openXmlSignatures(
      { document, bytes, mayLoseSignature: true },
      trust,
      AT,
    )
    if (!areBelieved(reports) || contents.length === 0) return undefined
    return { content: contents.map(withoutSignatures).join(''), ...factsOf(reports) }
  } finally {
    document.dispose()
  }
}

export async function believedJws(
  text: string,
  trust: TrustStore,
  detached?: DetachedContent,
): Promise<Believed | undefined> {
  const { payload, reports } = await openJws(text, trust, AT, detached)
  if (!areBelieved(reports) || payload === undefined) return undefined
  return { content: Buffer.from(payload).toString('latin1'), ...factsOf(reports) }
}

function areBelieved(reports: readonly SignatureReport[]): boolean {
  return reports.length > 0 && reports.every(({ indication }) => indication === 'TOTAL_PASSED')
}

function factsOf(reports: readonly SignatureReport[]): Omit<Believed, 'content'> {
  return {
    signers: reports.map(({ signer }) => signer?.fingerprint),
    provedTimes: reports.map(({ facts }) => facts?.provedTime?.time),
  }
}

/** An enveloped signature is no content; unsigned properties in it may be anything. */
export function withoutSignatures(content: XmlElement): string {
  const canonical = canonicalizeElement(content, EXCLUSIVE).toString()
  return canonical.replaceAll(/<ds:Signature[ >].*?<\/ds:Signature>/gsu, '')
}
