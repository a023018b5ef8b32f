import { describe, expect, test } from 'vitest'
import { digestOf } from '../../codegen/index.ts'
import type { JsonObject } from '../../validator/index.ts'
import { smallCatalogue, versionOf } from './catalogues.ts'

function digest(document: JsonObject): string {
  const catalogue = smallCatalogue({ 'test/thing@1.0.0': document })
  return digestOf(versionOf(catalogue, 'test/thing@1.0.0'))
}

describe('the digest of a version', () => {
  test('does not depend on the order of members', () => {
    expect(digest({ type: 'string', minLength: 1 })).toBe(digest({ minLength: 1, type: 'string' }))
  })

  test('depends on every value', () => {
    const list = (vi: string) => digest({ type: 'string', values: [{ code: '1', vi }] })
    expect(list('Một')).toMatch(/^[0-9a-f]{64}$/u)
    expect(list('Một')).not.toBe(list('Hai'))
  })
})
