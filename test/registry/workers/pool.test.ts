/** Large documents are judged in threads, and what does not fit is refused at once. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FORMS } from '../../../codegen/index.ts'
import { judgeHere } from '../../../registry/judge.ts'
import {
  judgingExhausted,
  judgingOverdue,
  serviceBusy,
  trustUnavailable,
} from '../../../registry/problems.ts'
import type { JudgingPool } from '../../../registry/workers/pool.ts'
import {
  createJudgingPool,
  INLINE_BYTES_MAX,
  shareValidation,
} from '../../../registry/workers/pool.ts'
import { POOL_DEFAULT } from '../../../registry/workers/settings.ts'
import type { WorkerSetup } from '../../../registry/workers/task.ts'
import { begin, createTurn, giveUp } from '../../../registry/workers/turn.ts'
import {
  BASE_URL_DEFAULT,
  createCatalogue,
  createValidator,
  makeTestChain,
  type Problem,
  type ProblemKind,
  parseSchemaRef,
  readSigningKey,
  signJws,
} from '../../../validator/index.ts'
import {
  documentUnconvertible,
  schemaNotFound,
  schemaUndetermined,
} from '../../../validator/problems.ts'
import { NOW, someEntries } from '../setup.ts'

const now = () => NOW
const schema = parseSchemaRef('codelists/sex@1.0.0')
/** Not one of the codes, and megabytes of it. */
const LARGE = Buffer.from(JSON.stringify('x'.repeat(3_000_000)))

let setup: WorkerSetup
let pool: JudgingPool

beforeAll(async () => {
  setup = { entries: await someEntries(), base: BASE_URL_DEFAULT, trustFolder: 'examples/trust' }
  pool = createJudgingPool(setup, now)
})

afterAll(async () => {
  await pool.close()
})

function never(): never {
  throw new TypeError('nothing is to be judged')
}

describe('a thread', () => {
  test('judges as the service itself does', async () => {
    const catalogue = createCatalogue(setup.entries, setup.base)
    const inline = createValidator({ catalogue, now })
    for (const document of [Buffer.from('"1"'), Buffer.from('"9"'), Buffer.from('{'), LARGE]) {
      const request = { schema, document: 'x' }
      expect(await pool.validate(document, request)).toEqual(
        await inline.validate(document, request),
      )
    }
  })

  test('goes by the policy that is in force when it is asked', async () => {
    const signed = readFileSync('examples/signed-citizen.xml')
    const texts = ['{"id":"easy","default":{"revocation":"when-available"}}', '{"id":"strict"}']
    let text: string | undefined
    const one = { ...POOL_DEFAULT, threads: 1 }
    const asked = createJudgingPool(setup, now, { ...one, policyText: () => text })
    const found: unknown[] = []
    for (text of [undefined, ...texts, ...texts]) {
      const { policy, valid } = await asked.verify(signed)
      found.push([policy?.id, valid])
    }
    const [easy, strict] = [
      ['easy', true],
      ['strict', false],
    ]
    expect(found).toEqual([[undefined, true], easy, strict, easy, strict])
    await asked.close()
  })

  test('converts as the service itself does', async () => {
    const catalogue = createCatalogue(setup.entries, setup.base)
    const inline = createValidator({ catalogue, now })
    const request = { to: parseSchemaRef('national/population/citizen@2.0.0') }
    const citizen = readFileSync(
      'schemas/national/population/citizen/1.0.0/examples/valid/as-deployed.xml',
      'utf8',
    )
    const large = Buffer.from(`${citizen}${' '.repeat(INLINE_BYTES_MAX)}`)
    const shared = shareValidation(inline, { ...pool, validate: never }, catalogue)
    const here = judgeHere(inline, catalogue)
    for (const form of [undefined, ...FORMS]) {
      const question = form === undefined ? request : { ...request, form }
      const answer = await shared.convert(new Uint8Array(large), question)
      expect(answer).toEqual(await here.convert(Buffer.from(citizen), question))
    }
    const unknown = shared.convert(Buffer.alloc(INLINE_BYTES_MAX + 1, ' '), request)
    await expect(unknown).rejects.toMatchObject({ kind: documentUnconvertible })
  })

  test('takes over the bytes of a document that is handed over, and copies any other', async () => {
    const catalogue = createCatalogue(setup.entries, setup.base)
    const shared = shareValidation(createValidator({ catalogue, now }), pool, catalogue)
    const [copied, part, whole] = [new Uint8Array(LARGE), new Uint8Array(LARGE), Buffer.from(LARGE)]
    const verdict = await pool.validate(copied, { schema })
    expect(await shared.validate(part.subarray(1), { schema })).toMatchObject({ valid: false })
    expect(await shared.validate(whole, { schema })).toEqual(verdict)
    const left = [copied, part, whole].map(({ byteLength }) => byteLength)
    expect(left).toEqual([LARGE.byteLength, LARGE.byteLength, 0])
  })

  test('tells Problems as they were', async () => {
    const missing = { schema: parseSchemaRef('no/such@1.0.0') }
    await expect(pool.validate(LARGE, missing)).rejects.toMatchObject({ kind: schemaNotFound })
    await expect(pool.validate(LARGE)).rejects.toMatchObject({ kind: schemaUndetermined })
  })

  test('leaves the service free to answer meanwhile', async () => {
    let turns = 0
    let isDone = false
    const judging = pool.validate(LARGE, { schema }).finally(() => {
      isDone = true
    })
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve))
      turns += 1
    }
    expect((await judging).valid).toBe(false)
    expect(turns).toBeGreaterThan(10)
  })
})

describe('small documents', () => {
  test('do not go to a thread', async () => {
    const catalogue = createCatalogue(setup.entries, setup.base)
    const asked: number[] = []
    const spied: JudgingPool = {
      ...pool,
      validate: (document, request) => {
        asked.push(document.byteLength)
        return pool.validate(document, request)
      },
    }
    const shared = shareValidation(createValidator({ catalogue, now }), spied, catalogue)
    const text = (length: number) => Buffer.from(JSON.stringify('x'.repeat(length - 2)))
    for (const length of [10, INLINE_BYTES_MAX, INLINE_BYTES_MAX + 1]) {
      await shared.validate(text(length), { schema })
    }
    expect(asked).toEqual([INLINE_BYTES_MAX + 1])
    const encrypted = '<a><EncryptedKey/></a>'
    await shared.validate(Buffer.from(encrypted), { schema })
    expect(asked).toEqual([INLINE_BYTES_MAX + 1, encrypted.length])
  })

  test('go to a thread where the XSD is asked for, and are judged by it there', async () => {
    const catalogue = createCatalogue(setup.entries, setup.base)
    const shared = shareValidation(createValidator({ catalogue, now }), pool, catalogue)
    const citizen = readFileSync(
      'schemas/national/population/citizen/2.0.0/examples/valid/full.xml',
    )
    expect(await shared.validate(citizen, { xsd: true })).toMatchObject({
      valid: true,
      xsdValid: true,
    })
  })
})

describe('a pool that is asked too much', () => {
  test('refuses what its queue cannot hold, and says when to try again', async () => {
    const narrow = createJudgingPool(setup, now, { ...POOL_DEFAULT, threads: 1, queueMax: 1 })
    try {
      const asked = Array.from({ length: 6 }, () => narrow.validate(LARGE, { schema }))
      const settled = await Promise.allSettled(asked)
      const refused = settled.filter(({ status }) => status === 'rejected')
      expect(refused.length).toBeGreaterThan(0)
      for (const each of refused) {
        expect(each).toMatchObject({
          reason: { kind: serviceBusy, extensions: { retryAfter: 2 } },
        })
      }
      expect((await narrow.validate(LARGE, { schema })).valid).toBe(false)
    } finally {
      await narrow.close()
    }
  })

  test('ends a thread that takes too long, and goes on with another', async () => {
    const hasty = createJudgingPool(setup, now, { ...POOL_DEFAULT, threads: 1, timeoutMs: 100 })
    try {
      for (const time of ['first', 'second']) {
        expect([time, await refusalOf(hasty, serviceBusy)]).toEqual([time, judgingOverdue])
      }
    } finally {
      await hasty.close()
    }
    expect((await pool.validate(LARGE, { schema })).valid).toBe(false)
  })

  test('refuses what takes more memory than there is, and goes on with another thread', async () => {
    const options = { ...POOL_DEFAULT, threads: 1, heapMegabytesMax: 96 }
    const small = createJudgingPool(setup, now, options)
    try {
      const many = Buffer.from(`[${'[],'.repeat(3_000_000)}[]]`)
      await expect(small.validate(many, { schema })).rejects.toMatchObject({
        kind: judgingExhausted,
      })
      expect((await small.validate(Buffer.from('"9"'), { schema })).valid).toBe(false)
    } finally {
      await small.close()
    }
  })

  test('begins nothing that was given up while it waited', () => {
    const turn = createTurn()
    expect([giveUp(turn), begin(turn)]).toEqual([undefined, false])
  })

  test('does not take the time of waiting from that of judging', () => {
    const turn = createTurn()
    expect(begin(turn)).toBe(true)
    expect(giveUp(turn)).toBeLessThanOrEqual(Date.now())
  })
})

/** Of megabytes that take long; until a thread has started, nothing is judged. */
async function refusalOf(asked: JudgingPool, passing: ProblemKind): Promise<unknown> {
  const long = Buffer.from(`[${'[],'.repeat(3_000_000)}[]]`)
  for (let attempts = 0; attempts < 200; attempts += 1) {
    const kind = await asked.validate(long, { schema }).then(
      ({ valid }) => valid,
      (thrown: unknown) => (thrown as Problem).kind,
    )
    if (kind !== passing) return kind
  }
  return passing
}

describe('whom a thread trusts', () => {
  const chains = ['one', 'two'].map((signer) => makeTestChain({ kind: 'ec', signer, now: NOW }))
  const [ours, others] = chains.map(
    (files) => (name: string) => files.find(({ file }) => file === name)?.text ?? '',
  )
  let message: Uint8Array
  let folder: string

  beforeAll(async () => {
    const [pem, certificatePem] = ['signer.key.pem', 'signer.pem'].map((name) => ours?.(name) ?? '')
    const key = await readSigningKey({ pem: pem ?? '', certificatePem: certificatePem ?? '' })
    const claimedTime = '2026-11-24T05:00:00Z'
    const options = { serialization: 'compact', claimedTime } as const
    message = Buffer.from(await signJws(LARGE, key, options))
  })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chuan-threads-'))
  })

  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  function believe(root: ((name: string) => string) | undefined): void {
    writeFileSync(join(folder, 'root.pem'), root?.('trust/root.pem') ?? '')
  }

  async function indication(asked: JudgingPool): Promise<string | undefined> {
    return (await asked.verify(message)).signatures[0]?.subIndication ?? 'none'
  }

  test('is what the folder says when it judges, not when it started', async () => {
    believe(ours)
    const asked = createJudgingPool({ ...setup, trustFolder: folder }, now)
    try {
      expect(await indication(asked)).toBe('none')
      believe(others)
      expect(await indication(asked)).toBe('NO_CERTIFICATE_CHAIN_FOUND')
    } finally {
      await asked.close()
    }
  })

  test('is read when it can be, by one that started when it could not', async () => {
    const asked = createJudgingPool({ ...setup, trustFolder: folder }, now)
    try {
      await expect(asked.verify(message)).rejects.toMatchObject({
        kind: trustUnavailable,
        extensions: { retryAfter: 10 },
        message: expect.not.stringContaining(folder) as string,
      })
      believe(ours)
      expect(await indication(asked)).toBe('none')
    } finally {
      await asked.close()
    }
  })
})
