/** A trust list is signed, kept, renewed, and never followed backwards. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Verdict } from '../../validator/index.ts'
import { runChuan } from './terminal.ts'

const now = new Date('2026-11-24T05:00:00Z')
let base = ''
let folder = ''
const at = (...names: readonly string[]) => join(base, ...names)
const inFolder = (name: string) => join(folder, name)

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'chuan-trust-'))
  for (const name of ['agency', 'operator', 'stranger']) {
    await runChuan(['keys', 'new', '--out', at(name)], { now })
  }
  const key = ['--key', at('agency/signer.key.pem'), '--cert', at('agency/signer.pem')]
  await runChuan(['sign', 'examples/dossier.json', ...key, '--out', at('signed.jws')], { now })
})

beforeEach(() => {
  folder = mkdtempSync(at('folder-'))
})

afterAll(() => {
  rmSync(base, { recursive: true })
})

const keyOf = (who: string) => [
  ...['--key', at(who, 'signer.key.pem')],
  ...['--cert', at(who, 'signer.pem')],
]
const SOURCE = ['--source', 'made for this test', '--operator', 'Sở Ví Dụ']

async function trust(argv: readonly string[], when = now) {
  return await runChuan(['trust', ...argv, '--trust', folder, '--lang', 'en'], { now: when })
}

async function add(...more: readonly string[]) {
  return await trust(['add', at('agency/trust/root.pem'), ...SOURCE, ...keyOf('operator'), ...more])
}

async function verify(when = now): Promise<Verdict | string> {
  const argv = ['verify', at('signed.jws'), '--trust', folder, '--format', 'json']
  const ran = await runChuan(argv, { now: when })
  return ran.code === 2 ? ran.err : (JSON.parse(ran.out) as Verdict)
}

describe('chuan trust add', () => {
  test('makes the first list and pins who signs it; signatures are believed by it', async () => {
    const ran = await add()
    expect([ran.err, ran.code]).toEqual(['', 0])
    expect(ran.out).toContain('list 1, 1 certificate, until 2027-02-22T05:00:00Z')
    expect(readdirSync(folder).sort()).toEqual([
      'trust-list-signer.pem',
      'trust-list.jws',
      'trust-list.seen.json',
    ])
    expect(await verify()).toMatchObject({ valid: true })
  })

  test('alone decides: certificates that merely lie in the folder are not trusted', async () => {
    copyFileSync(at('agency/trust/root.pem'), inFolder('root.pem'))
    expect(await verify()).toMatchObject({ valid: true })
    await trust(['add', at('stranger/trust/root.pem'), ...SOURCE, ...keyOf('operator')])
    expect(await verify()).toMatchObject({ valid: false })
  })

  test('goes by revocation lists of the folder as before', async () => {
    await add()
    copyFileSync(at('agency/trust/issuing.crl'), inFolder('issuing.crl'))
    const verdict = (await verify()) as Verdict
    expect(verdict.signatures[0]?.facts?.revocation).toMatchObject([{ from: 'configured' }])
  })

  test.for([
    { more: ['--until', '2026-11-23'], valid: false },
    { more: ['--until', '2026-11-24'], valid: true },
    { more: ['--from', '2026-11-24'], valid: true },
    { more: ['--from', '2026-11-25'], valid: false },
  ])('gives trust its days: $more', async ({ more, valid }) => {
    await add(...more)
    expect(await verify()).toMatchObject({ valid })
  })

  test('again replaces what was said of a certificate, and takes nothing out', async () => {
    await add()
    await trust(['add', at('stranger/trust/root.pem'), ...SOURCE, ...keyOf('operator')])
    const ran = await add('--until', '2026-01-01')
    expect(ran.out).toContain('list 3, 2 certificates')
    expect(await verify()).toMatchObject({ valid: false })
    const listed = await trust(['list', '--at', '2025-12-31'])
    expect(listed.out).toContain('– 2026-01-01')
  })

  test('keeps two roots side by side: each is believed, and ends, by itself', async () => {
    const sign = async (who: string) => {
      const argv = ['sign', 'examples/dossier.json', ...keyOf(who), '--out', at(`${who}.jws`)]
      if (!existsSync(at(`${who}.jws`))) await runChuan(argv, { now })
    }
    const isBelieved = async (who: string) => {
      const ran = await runChuan(['verify', at(`${who}.jws`), '--trust', folder], { now })
      return ran.code === 0
    }
    await Promise.all([sign('agency'), sign('stranger')])
    await add('--root', 'NEAC')
    expect([await isBelieved('agency'), await isBelieved('stranger')]).toEqual([true, false])
    const other = ['add', at('stranger/trust/root.pem'), ...SOURCE, ...keyOf('operator')]
    await trust([...other, '--root', 'Government specialised CA'])
    expect([await isBelieved('agency'), await isBelieved('stranger')]).toEqual([true, true])
    const { out } = await trust(['list'])
    expect(out).toContain('    NEAC: made for this test')
    expect(out).toContain('    Government specialised CA: made for this test')
    await add('--until', '2026-11-23')
    expect([await isBelieved('agency'), await isBelieved('stranger')]).toEqual([false, true])
  })

  test('without a certificate signs the list anew', async () => {
    await add('--valid-days', '10')
    const later = new Date('2026-12-03T05:00:00Z')
    const ran = await trust(['add', ...keyOf('operator'), '--valid-days', '10'], later)
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('list 2, 1 certificate,')])
    expect(await verify(new Date('2026-12-10T05:00:00Z'))).toMatchObject({ valid: true })
  })

  test('by another than who signs the list is refused, and changes nothing', async () => {
    await add()
    const before = readFileSync(inFolder('trust-list.jws'), 'utf8')
    const ran = await trust(['add', ...keyOf('stranger')])
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('trust-list-untrusted')])
    expect(readFileSync(inFolder('trust-list.jws'), 'utf8')).toBe(before)
  })

  test.for([
    { argv: ['add', 'x.pem', '--operator', 'X'], says: '--source' },
    {
      argv: ['add', 'x.pem', '--valid-days', '0', '--operator', 'X', '--source', 'x'],
      says: '--valid-days',
    },
    { argv: ['add'], says: '--operator' },
    { argv: ['drop'], says: 'add, list, check, update' },
    { argv: ['update'], says: 'Name one list' },
  ])('says what is missing: $argv', async ({ argv, says }) => {
    const ran = await trust([...argv, ...keyOf('operator')])
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(says)])
  })

  test('makes an authority of no certificate that is none', async () => {
    const leaf = ['add', at('agency/signer.pem'), '--role', 'anchor', ...SOURCE]
    const ran = await trust([...leaf, ...keyOf('operator')])
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringMatching(/\/certificates\/\d\/role of the trust list/u),
    ])
    expect(readdirSync(folder)).toEqual([])
  })

  test('says at once all that the first list needs, and makes no folder before', async () => {
    const ran = await runChuan(['trust', 'add', '--trust', at('new')], { now })
    expect(ran.code).toBe(2)
    for (const part of ['CERT', '--source', '--operator', '--key']) {
      expect(ran.err).toContain(`\n    ${part}`)
    }
    expect(existsSync(at('new'))).toBe(false)
  })

  test('says once who signs from now on, in the language asked for', async () => {
    const root = ['trust', 'add', at('agency/trust/root.pem'), '--trust', folder, '--lang', 'vi']
    const first = await runChuan([...root, ...SOURCE, ...keyOf('operator')], { now })
    expect(first.out).toContain('trust-list-signer.pem: người ký danh sách từ nay')
    expect((await add()).out).not.toContain('trust-list-signer.pem')
  })

  test('again keeps the days and the root that are not given again', async () => {
    await add('--until', '2026-11-23', '--root', 'NEAC')
    await add()
    expect(await verify()).toMatchObject({ valid: false })
    const { certificates } = JSON.parse((await trust(['list', '--format', 'json'])).out) as {
      certificates: readonly object[]
    }
    expect(certificates).toMatchObject([{ until: '2026-11-23', root: 'NEAC', isTrusted: false }])
  })

  test('refuses days that never come, also with those of before', async () => {
    const wrong = await add('--from', '2027-01-01', '--until', '2026-12-31')
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('before 2027-01-01')])
    await add('--until', '2026-12-31')
    expect((await add('--from', '2027-01-01')).code).toBe(2)
  })

  test('by a key that is not pinned names the file, and what to do', async () => {
    await add()
    const ran = await trust(['add', ...keyOf('stranger')])
    expect(ran.err).toContain('trust-list-signer.pem does not have the certificate of this key')
  })

  test('names the file that is no certificate, and that it is a key', async () => {
    const file = at('operator/signer.key.pem')
    const ran = await trust(['add', file, ...SOURCE, ...keyOf('operator')])
    expect(ran.err).toContain(`${file}: no certificate in it; it is a private key`)
    writeFileSync(inFolder('note.crt'), 'x')
    expect((await trust(['list'])).err).toContain('note.crt: no certificate in it')
  })
})

describe('a trust list that cannot be gone by', () => {
  test('was tampered with: nothing is judged by it', async () => {
    await add()
    const file = inFolder('trust-list.jws')
    const [head = '', payload = '', value = ''] = readFileSync(file, 'utf8').split('.')
    const list = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    const forged = Buffer.from(JSON.stringify({ ...list, sequence: 9 })).toString('base64url')
    writeFileSync(file, `${head}.${forged}.${value}`)
    expect(await verify()).toContain('trust-list-untrusted')
  })

  test('is older than one seen before: no roll-back', async () => {
    await add()
    copyFileSync(inFolder('trust-list.jws'), at('old.jws'))
    await add('--until', '2026-12-31')
    copyFileSync(at('old.jws'), inFolder('trust-list.jws'))
    expect(await verify()).toContain('trust-list-rolled-back')
  })

  test('is another of the same number', async () => {
    await add()
    const twin = mkdtempSync(at('twin-'))
    const argv = ['trust', 'add', at('stranger/trust/root.pem'), ...SOURCE, ...keyOf('operator')]
    await runChuan([...argv, '--trust', twin], { now })
    const ran = await trust(['update', join(twin, 'trust-list.jws')])
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('two different lists 1')])
  })

  test('has not been renewed: no signature is believed, and the verdict says why', async () => {
    await add('--valid-days', '1')
    const late = (await verify(new Date('2026-11-25T05:00:00Z'))) as Verdict
    expect(late.valid).toBe(false)
    expect(late.signatures[0]?.indication).toBe('INDETERMINATE')
    expect(late.issues.map(({ code }) => code)).toContain('trust-list-stale')
    expect(await verify(new Date('2026-11-25T04:59:59Z'))).toMatchObject({ valid: true })
  })

  test('has nobody who signs it, or a record that is damaged', async () => {
    await add()
    writeFileSync(inFolder('trust-list.seen.json'), '{')
    expect(await verify()).toContain('trust-list-malformed')
    rmSync(inFolder('trust-list.seen.json'))
    rmSync(inFolder('trust-list-signer.pem'))
    expect(await verify()).toContain('trust-list-untrusted')
  })
})

describe('chuan trust update', () => {
  test('takes a newer list from its operator, and no older one', async () => {
    await add()
    const theirs = mkdtempSync(at('theirs-'))
    for (const name of readdirSync(folder)) copyFileSync(inFolder(name), join(theirs, name))
    await add('--until', '2026-11-30')
    copyFileSync(inFolder('trust-list.jws'), at('newer.jws'))
    const update = (file: string) =>
      runChuan(['trust', 'update', file, '--trust', theirs, '--lang', 'en'], { now })
    const taken = await update(at('newer.jws'))
    expect([taken.code, taken.out]).toEqual([0, expect.stringContaining('list 2, until')])
    expect((await update(at('newer.jws'))).code).toBe(0)
    copyFileSync(inFolder('trust-list.jws'), at('two.jws'))
    await add()
    await update(inFolder('trust-list.jws'))
    const back = await update(at('two.jws'))
    expect([back.code, back.err]).toEqual([2, expect.stringContaining('trust-list-rolled-back')])
  })

  test('takes what is no list for none', async () => {
    await add()
    for (const text of ['', 'x', '{}']) {
      writeFileSync(at('none.jws'), text)
      const ran = await trust(['update', at('none.jws')])
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('trust-list-untrusted')])
    }
  })
})

describe('chuan trust list and check', () => {
  test('name each certificate with its source, for people and for programs', async () => {
    await add('--root', 'thử nghiệm')
    const text = await trust(['list'])
    expect(text.out).toMatch(
      /^Sở Ví Dụ: list 1, until 2027-02-22T05:00:00Z\n✓ anchor {2}CN=TEST root/u,
    )
    expect(text.out).toContain('thử nghiệm: made for this test')
    const json = await trust(['list', '--format', 'json'])
    expect(JSON.parse(json.out)).toMatchObject({ sequence: 1, certificates: [{ role: 'anchor' }] })
  })

  test('work on a folder without a list', async () => {
    copyFileSync(at('agency/trust/root.pem'), inFolder('root.pem'))
    expect((await trust(['list'])).out).toContain('✓ anchor  CN=TEST root')
    const checked = await trust(['check'])
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('list-unsigned')])
  })

  test('say what will soon stop to hold, and end with 1 when something has', async () => {
    await add('--valid-days', '10')
    const soon = await trust(['check', '--format', 'json'])
    expect(soon.code).toBe(0)
    const codes = (JSON.parse(soon.out) as { code: string }[]).map(({ code }) => code)
    expect(codes).toEqual(['list-stale', 'revocation-missing'])
    copyFileSync(at('agency/trust/root.crl'), inFolder('root.crl'))
    await trust(['add', at('agency/signer.pem'), ...SOURCE, ...keyOf('operator')])
    const late = await trust(['check'], new Date('2028-11-01T00:00:00Z'))
    expect(late.code).toBe(1)
    for (const code of [
      'list-stale',
      'list-signer-expires',
      'certificate-expires',
      'revocation-stale',
    ]) {
      expect(late.out).toContain(`  ${code}\n`)
    }
  })

  test('say of an empty folder what to do', async () => {
    for (const action of ['list', 'check']) {
      const ran = await trust([action])
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('chuan trust add')])
    }
  })

  test('are as of a day for programs as well', async () => {
    await add('--until', '2026-12-31')
    const listed = async (day: string) => {
      const { out } = await trust(['list', '--format', 'json', '--at', day])
      return JSON.parse(out) as { certificates: readonly { isTrusted: boolean }[] }
    }
    expect((await listed('2026-12-31')).certificates).toMatchObject([{ isTrusted: true }])
    expect((await listed('2027-01-01')).certificates).toMatchObject([{ isTrusted: false }])
  })

  test('say of a folder that is not there that it is not', async () => {
    mkdirSync(at('empty'), { recursive: true })
    const ran = await runChuan(['trust', 'list', '--trust', at('nowhere')], { now })
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('file-unreadable')])
    const none = await runChuan(['trust', 'list'], { now })
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('--trust DIR')])
  })
})

describe('chuan trust algorithms', () => {
  const algorithms = async (...more: readonly string[]) =>
    await runChuan(['trust', 'algorithms', ...more], { now })

  test('needs no folder, and marks how each row stands today', async () => {
    const { code, out } = await algorithms('--lang', 'en')
    expect(code).toBe(0)
    expect(out).toContain('✓ rsa-pss-3000  RSASSA-PSS, RSA 3000–8192 bits')
    expect(out).toContain('! rsa-pss-2048')
    expect(out).toContain('! rsa-pkcs1-3000')
    expect(out).toContain('✗ rsa-sha1')
    expect(out).toContain('Circular 15/2025/TT-BKHCN: from 2025-08-15')
    expect(out).toContain('ETSI TS 119 312 V2.1.1: until 2026-03-31')
  })

  test('as of a day before, in Vietnamese', async () => {
    const { out } = await algorithms('--at', '2025-08-14', '--lang', 'vi')
    expect(out).toContain('✓ rsa-pss-2048  RSASSA-PSS, RSA 2048–2999 bit')
    expect(out).toContain('✓ rsa-pkcs1-2048')
    expect(out).toContain('Thông tư 15/2025/TT-BKHCN: cũ từ 2025-08-15')
  })

  test('for programs, with the text each date is from', async () => {
    const { out } = await algorithms('--format', 'json')
    const { algorithms: rows, digests } = JSON.parse(out) as {
      algorithms: readonly { id: string; terms: readonly object[] }[]
      digests: readonly object[]
    }
    expect(digests.at(-1)).toMatchObject({ hash: 'sha1', byException: true })
    expect(rows.find(({ id }) => id === 'rsa-pss-2048')?.terms).toMatchObject([
      { from: '2025-08-15', basis: { id: 'tt-15-2025', isLaw: true } },
      { until: '2026-03-31', basis: { id: 'etsi-ts-119-312', isLaw: false } },
    ])
  })
})
