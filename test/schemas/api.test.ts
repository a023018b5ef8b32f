/** What the validator answers is what the catalogue says it answers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CompactSign, generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type {
  AlgorithmUse,
  Bilingual,
  CertificateFact,
  EncryptionUsed,
  Issue,
  JsonObject,
  LegalBasis,
  PolicyUsed,
  RevocationFact,
  SchemaUsed,
  SignatureFacts,
  SignatureReport,
  Signer,
  TimestampFact,
  Verdict,
} from '../../validator/index.ts'
import {
  createCatalogue,
  createStructureChecker,
  createValidator,
  objectMember,
  parseSchemaRef,
} from '../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const checker = createStructureChecker(catalogue)
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })

const published = catalogue.get(parseSchemaRef('api/verdict@1.0.0'))
const definitions = objectMember(published.document, '$defs') ?? {}

/** Each member of a type and whether it is always there; the compiler keeps the tables whole. */
type Members<T> = { readonly [K in keyof T]-?: undefined extends T[K] ? 'optional' : 'required' }

const bilingual: Members<Bilingual> = { vi: 'required', en: 'required' }

const legalBasis: Members<LegalBasis> = {
  instrument: 'required',
  title: 'optional',
  article: 'optional',
  clause: 'optional',
  point: 'optional',
  date: 'optional',
  url: 'optional',
  locator: 'optional',
}

const issue: Members<Issue> = {
  code: 'required',
  severity: 'required',
  message: 'required',
  instanceLocation: 'required',
  xpath: 'optional',
  line: 'optional',
  column: 'optional',
  schemaLocation: 'optional',
  field: 'optional',
  legalBasis: 'optional',
  xsd: 'optional',
  params: 'optional',
}

const signer: Members<Signer> = {
  subject: 'required',
  issuer: 'required',
  serialNumber: 'required',
  fingerprint: 'required',
  notBefore: 'required',
  notAfter: 'required',
  taxCode: 'optional',
  agencyCode: 'optional',
}

const signature: Members<SignatureReport> = {
  format: 'required',
  indication: 'required',
  subIndication: 'optional',
  scope: 'required',
  covers: 'required',
  uncovered: 'required',
  algorithm: 'optional',
  signer: 'optional',
  claimedTime: 'optional',
  location: 'required',
  message: 'required',
  findings: 'required',
  facts: 'optional',
}

const facts: Members<SignatureFacts> = {
  algorithm: 'optional',
  level: 'optional',
  digestAlgorithms: 'optional',
  path: 'optional',
  purposes: 'optional',
  revocation: 'optional',
  evidence: 'optional',
  timestamps: 'optional',
  commitments: 'optional',
  provedTime: 'optional',
}

const certificateFact: Members<CertificateFact> = {
  subject: 'required',
  issuer: 'required',
  fingerprint: 'required',
  notBefore: 'required',
  notAfter: 'required',
}

const revocationFact: Members<RevocationFact> = {
  certificate: 'required',
  status: 'required',
  source: 'required',
  from: 'required',
  producedAt: 'required',
  revokedAt: 'optional',
}

const timestampFact: Members<TimestampFact> = {
  time: 'optional',
  authority: 'optional',
  indication: 'required',
  subIndication: 'optional',
  evidence: 'optional',
}

const algorithmUse: Members<AlgorithmUse> = {
  of: 'required',
  certificate: 'required',
  algorithm: 'required',
  recommendedUntil: 'optional',
}

const encryptionUsed: Members<EncryptionUsed> = {
  algorithm: 'required',
  contentEncryption: 'required',
  recipient: 'optional',
  recipients: 'optional',
  isDecrypted: 'required',
}

const policyUsed: Members<PolicyUsed> = { id: 'required', rule: 'optional' }

const schemaUsed: Members<SchemaUsed> = {
  ref: 'required',
  id: 'required',
  status: 'required',
  chosenBy: 'required',
}

const verdict: Members<Verdict> = {
  document: 'optional',
  valid: 'required',
  schema: 'optional',
  asOf: 'optional',
  format: 'required',
  xsdValid: 'optional',
  issues: 'required',
  truncated: 'required',
  signatures: 'required',
  encryption: 'optional',
  policy: 'optional',
}

function membersOf(schema: JsonObject): Record<string, string> {
  const required = new Set((schema['required'] ?? []) as readonly string[])
  const names = Object.keys(objectMember(schema, 'properties') ?? {})
  return Object.fromEntries(names.map((n) => [n, required.has(n) ? 'required' : 'optional']))
}

describe('the published verdict', () => {
  const properties = objectMember(published.document, 'properties') ?? {}

  test.for([
    { name: 'the verdict', schema: published.document, members: verdict },
    { name: 'the schema used', schema: objectMember(properties, 'schema'), members: schemaUsed },
    {
      name: 'the encryption used',
      schema: objectMember(properties, 'encryption'),
      members: encryptionUsed,
    },
    { name: 'the policy used', schema: objectMember(properties, 'policy'), members: policyUsed },
    { name: 'an issue', schema: objectMember(definitions, 'issue'), members: issue },
    { name: 'a provision', schema: objectMember(definitions, 'legalBasis'), members: legalBasis },
    { name: 'a text', schema: objectMember(definitions, 'bilingual'), members: bilingual },
    { name: 'a signature', schema: objectMember(definitions, 'signature'), members: signature },
    { name: 'a signer', schema: objectMember(definitions, 'signer'), members: signer },
    { name: 'facts', schema: objectMember(definitions, 'signatureFacts'), members: facts },
    {
      name: 'a certificate of a path',
      schema: objectMember(definitions, 'certificateFact'),
      members: certificateFact,
    },
    {
      name: 'a revocation',
      schema: objectMember(definitions, 'revocationFact'),
      members: revocationFact,
    },
    {
      name: 'a timestamp',
      schema: objectMember(definitions, 'timestampFact'),
      members: timestampFact,
    },
    {
      name: 'the use of an algorithm',
      schema: objectMember(definitions, 'algorithmUse'),
      members: algorithmUse,
    },
  ])('has the members of $name, no more and no less', ({ schema, members }) => {
    expect(membersOf(schema ?? {})).toEqual(members)
  })
})

/** As a receiver reads it. */
function violations(answer: Verdict): readonly string[] {
  const received = JSON.parse(JSON.stringify(answer)) as JsonObject
  const { issues } = checker.check(published, received, { today: '2026-11-23' })
  return issues.map(({ code, instanceLocation }) => `${code} ${instanceLocation}`)
}

describe('a verdict', () => {
  const documents = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/examples\/(?:valid|invalid)\/[^/]+\.(?:json|xml)$/u.test(file))
    .filter((file) => !file.endsWith('.issues.json'))
    .map((file) => ({ file, folder: file.split('/examples/')[0] ?? '' }))

  test.for(documents)('on $file is as published', async ({ file, folder }) => {
    const schema = parseSchemaRef(folder.replace(/\/(?=[^/]+$)/u, '@'))
    const answer = await validator.validate(readFileSync(join('schemas', file)), { schema })
    expect(violations(answer)).toEqual([])
  })

  test.for([
    { name: 'that is empty', text: '' },
    { name: 'that is cut short', text: '{"SoDinhDanh":' },
    { name: 'of XML that is not well formed', text: '<CongDan>' },
    { name: 'of a JWS that is malformed', text: 'eyJhbGciOiJFUzI1NiJ9.e30.AA' },
  ])('on a document $name is as published', async ({ text }) => {
    const answer = await validator.validate(new TextEncoder().encode(text), {
      document: 'message',
      schema: parseSchemaRef('national/population/citizen@2.0.0'),
    })
    expect(answer.valid).toBe(false)
    expect(violations(answer)).toEqual([])
  })

  test('on a signature that nobody vouches for is as published', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const jws = await new CompactSign(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey)
    const answer = await validator.verify(new TextEncoder().encode(jws))
    expect(answer.signatures).toHaveLength(1)
    expect(violations(answer)).toEqual([])
  })

  const ATTACKS = '../shared/fixtures/signatures/generated-attacks'
  test.skipIf(!existsSync(ATTACKS))(
    'on each of the signature attacks is as published',
    async () => {
      const files = readdirSync(ATTACKS, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.startsWith('xml/') || file.startsWith('jws/'))
        .sort()
      expect(files.length).toBeGreaterThan(0)
      for (const file of files) {
        const answer = await validator.verify(readFileSync(join(ATTACKS, file)))
        expect({ file, violations: violations(answer) }).toEqual({ file, violations: [] })
      }
    },
  )
})
