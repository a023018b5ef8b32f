/** Large documents are judged in threads, and what does not fit is refused at once. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgingOverdue, serviceBusy } from '../../../registry/problems.ts'
import type { JudgingPool } from '../../../registry/workers/pool.ts'
import {
  createJudgingPool,
  INLINE_BYTES_MAX,
  shareValidation,
} from '../../../registry/workers/pool.ts'
import { POOL_DEFAULT } from '../../../registry/workers/settings.ts'
import type { WorkerSetup } from '../../../registry/workers/task.ts'
import {
  BASE_URL_DEFAULT,
  createCatalogue,
  createValidator,
  parseSchemaRef,
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
    const asked = createJudgingPool(setup, now, one, () => text)
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
    const records = await shared.convert(large, request)
    expect(records).toEqual(await inline.convert(Buffer.from(citizen), request))
    expect(records[0]?.version).toBe(catalogue.get(request.to))
    const unknown = shared.convert(Buffer.alloc(INLINE_BYTES_MAX + 1, ' '), request)
    await expect(unknown).rejects.toMatchObject({ kind: documentUnconvertible })
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
    const hasty = createJudgingPool(setup, now, { ...POOL_DEFAULT, threads: 1, timeoutMs: 1 })
    try {
      await expect(hasty.validate(LARGE, { schema })).rejects.toMatchObject({
        kind: judgingOverdue,
      })
    } finally {
      await hasty.close()
    }
    expect((await pool.validate(LARGE, { schema })).valid).toBe(false)
  })
})
