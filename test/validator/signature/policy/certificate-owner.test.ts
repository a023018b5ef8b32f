/** Whose a certificate is, however its subject is written, and whom it then can speak for. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { TrustStore, Verdict } from '../../../../validator/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  formatVerdict,
  readSigningKey,
  signJws,
} from '../../../../validator/index.ts'
import { ownerIn } from '../../../../validator/signature/certificate-owner.ts'
import { AT, makeCertificate, type TestCertificate } from '../keys.ts'

const OURS = '0100233488'
const THEIRS = '0100112437'
const catalogue = createCatalogue([])
let ca: TestCertificate
let trust: TrustStore

beforeAll(async () => {
  ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
  trust = createTrustStore([Buffer.from(ca.pem)])
})

describe('the owner of a certificate', () => {
  test.for([
    { uids: [`MST:${OURS}`], owner: { taxCode: OURS } },
    { uids: [`mst:${OURS}`], owner: { taxCode: OURS } },
    { uids: [`MST: ${OURS} `], owner: { taxCode: OURS } },
    { uids: ['MST:0314409058-002'], owner: { taxCode: '0314409058-002' } },
    { uids: [`MST:${OURS}`, `MST:${OURS}`], owner: { taxCode: OURS } },
    { uids: [`MST:${OURS}`, `MST:${THEIRS}`], owner: { taxCode: `${OURS}, ${THEIRS}` } },
    { uids: [`MST:${OURS}`, 'H56.14'], owner: { taxCode: OURS, agencyCode: 'H56.14' } },
    { uids: ['H56.14', 'G09'], owner: { agencyCode: 'H56.14, G09' } },
    { uids: [`MST:${OURS}`, 'CCCD:001099012345'], owner: { taxCode: OURS } },
    { uids: ['CCCD:001099012345'], owner: {} },
    { uids: [`\u041cST:${OURS}`], owner: {} },
    { uids: [OURS], owner: {} },
    { uids: ['MST:', 'MST: '], owner: {} },
    { uids: [], owner: {} },
  ])('of UID $uids is $owner', ({ uids, owner }) => {
    expect(ownerIn(uids)).toEqual(owner)
  })
})

/** Without a policy. */
async function verdictOf(subject: object, sender: string): Promise<Verdict> {
  const issuer = { name: 'Test CA', key: ca.privateKey }
  const leaf = await makeCertificate({ name: 'x', issuer, keyUsage: 0x80, ...subject })
  const key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  const message = JSON.stringify({ ThongTinChung: { BenGui: { MaDonVi: sender } } })
  const signed = await signJws(Buffer.from(message), key, { serialization: 'compact' })
  const validator = createValidator({ catalogue, trust, now: () => AT })
  return validator.verify(Buffer.from(signed))
}

async function isBelieved(subject: object, sender: string): Promise<boolean> {
  const { signatures } = await verdictOf(subject, sender)
  return signatures.every(({ indication }) => indication === 'TOTAL_PASSED')
}

describe('an enterprise that a message names by its tax code, without a policy', () => {
  test.for([{ uid: `MST:${OURS}` }, { uid: `mst: ${OURS}` }, { uid: ['MST:0100233488', 'G09'] }])(
    'is who signs by $uid',
    async (subject) => {
      expect(await isBelieved(subject, OURS)).toBe(true)
    },
  )

  test.for([
    { uid: `MST:${THEIRS}` },
    { uid: `mst:${THEIRS}` },
    { uid: [`MST:${THEIRS}`, `MST:${OURS}`] },
    { uid: [`MST:${OURS}`, `MST:${THEIRS}`] },
    { uid: `MST:${OURS}-001` },
    { uid: 'MST:\uff10\uff11\uff10\uff10\uff12\uff13\uff13\uff14\uff18\uff18' },
    { uid: `\u041cST:${OURS}` },
    { uid: 'CCCD:001099012345' },
    { uid: OURS },
    { name: `MST:${OURS}` },
    { name: 'x' },
  ])('is not who signs by $uid, $name', async (subject) => {
    expect(await isBelieved(subject, OURS)).toBe(false)
  })

  test('is not its branch, nor its branch it', async () => {
    expect(await isBelieved({ uid: 'MST:0314409058' }, '0314409058-002')).toBe(false)
    expect(await isBelieved({ uid: 'MST:0314409058-002' }, '0314409058')).toBe(false)
  })
})

test('an agency is not who signs in the name of several', async () => {
  expect(await isBelieved({ uid: ['H56.14', 'G09'] }, 'H56.14')).toBe(false)
})

describe('a signer of whom nothing says that it is the sender', () => {
  test.for([
    { uid: `MST:${OURS}`, sender: 'H56.14', isTold: true },
    { uid: [], sender: '000.00.00.H56', isTold: true },
    { uid: 'H56.14', sender: 'H56.14', isTold: false },
    { uid: `MST:${OURS}`, sender: OURS, isTold: false },
  ])('passes, which is told: $uid for $sender is $isTold', async ({ uid, sender, isTold }) => {
    const verdict = await verdictOf({ uid }, sender)
    expect(verdict.valid).toBe(true)
    expect(verdict.signatures[0]?.findings.includes('sender-unconfirmed')).toBe(isTold)
    const text = formatVerdict(verdict, { language: 'vi', hasColour: false })
    expect(text.includes('chưa có gì cho biết người ký')).toBe(isTold)
    expect(text).toContain('thu hồi: không rõ')
  })
})
