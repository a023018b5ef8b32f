/** The signature vectors of the xmlsec library, where they lie beside the project, and our word on each. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTrustStore, type TrustStore } from '../../../validator/index.ts'
import { openXmlSignatures } from '../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { AT } from './keys.ts'

const FOLDER = '../shared/fixtures/signatures/lsh123-xmlsec'
export const hasVectors: boolean = existsSync(FOLDER)

export interface Vector {
  readonly file: string
  readonly path: string
  readonly runs: readonly { readonly expect: 'valid' | 'invalid' }[]
}

const expected = hasVectors
  ? (JSON.parse(readFileSync(join(FOLDER, 'expected-dsig.json'), 'utf8')) as {
      readonly files: Readonly<Record<string, Vector['runs']>>
    })
  : { files: {} }

export const vectors: readonly Vector[] = Object.entries(expected.files)
  .map(([file, runs]) => ({ file, path: join(FOLDER, 'tests', file), runs }))
  .filter(({ path }) => existsSync(path))

/**
 * The vectors were made to try cryptography, and most sign a text: value and digests hold,
 * and then there is no element that could be a message.
 */
export const VERIFIED = 'signed-part-ambiguous'

export function certificatesOfVectors(): readonly Buffer[] {
  const keys = join(FOLDER, 'tests/keys')
  return readdirSync(keys, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('cert.pem'))
    .map((file) => readFileSync(join(keys, file)))
}

/** Signers without a certificate in the message are found among those that are pinned. */
export function trustOfVectors(): TrustStore {
  const { anchors, intermediates } = createTrustStore(certificatesOfVectors())
  return { anchors, intermediates, pinned: [...anchors, ...intermediates] }
}

/** `VERIFIED`, or the code of what it is refused for. */
export function outcomeOf(bytes: Uint8Array, trust: TrustStore): string {
  const { document, issues } = parseXml(bytes)
  try {
    const [unread] = issues
    if (document === undefined || unread !== undefined) return unread?.code ?? 'unread'
    const { reports } = openXmlSignatures({ document, bytes }, trust, AT)
    const failed = reports.find(({ findings }) => findings[0] !== VERIFIED) ?? reports[0]
    return failed?.findings[0] ?? failed?.indication ?? 'no signature'
  } finally {
    document?.dispose()
  }
}
