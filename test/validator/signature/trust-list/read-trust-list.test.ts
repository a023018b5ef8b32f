/** A trust list is read strictly: what is not understood is not gone by. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { trustListMalformed } from '../../../../validator/problems.ts'
import { readTrustList } from '../../../../validator/signature/trust-list/open-trust-list.ts'

const EXAMPLE = 'schemas/api/trust-list/1.0.0/examples/valid/one-root.json'
const list = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Record<string, unknown>
const [entry] = list['certificates'] as readonly Record<string, unknown>[]
const withEntry = (members: object) => ({ ...list, certificates: [{ ...entry, ...members }] })

describe('a trust list', () => {
  test('of the catalogue’s example is read', () => {
    expect(readTrustList(JSON.stringify(list))).toEqual(list)
  })

  test.for([
    { at: '', value: [] },
    { at: '', value: { ...list, more: 1 } },
    { at: '/sequence', value: { ...list, sequence: 0 } },
    { at: '/sequence', value: { ...list, sequence: 1.5 } },
    { at: '/sequence', value: { ...list, sequence: '1' } },
    { at: '/issued', value: { ...list, issued: '2026-11-24' } },
    { at: '/nextUpdate', value: { ...list, nextUpdate: '2026-13-01T00:00:00Z' } },
    { at: '/nextUpdate', value: { ...list, nextUpdate: list['issued'] } },
    { at: '/operator', value: { ...list, operator: '' } },
    { at: '/certificates', value: { ...list, certificates: {} } },
    { at: '/certificates', value: { ...list, certificates: [entry, entry] } },
    { at: '/certificates/0', value: { ...list, certificates: [1] } },
    { at: '/certificates/0', value: withEntry({ more: 1 }) },
    { at: '/certificates/0/certificate', value: withEntry({ certificate: 'AAAA' }) },
    { at: '/certificates/0/fingerprint', value: withEntry({ fingerprint: '0'.repeat(64) }) },
    { at: '/certificates/0/role', value: withEntry({ role: 'root' }) },
    { at: '/certificates/0/from', value: withEntry({ from: '2026-02-30' }) },
    { at: '/certificates/0/until', value: withEntry({ until: 'never' }) },
    { at: '/certificates/0/source', value: withEntry({ source: undefined }) },
    { at: '/certificates/0/root', value: withEntry({ root: 1 }) },
  ])('is refused at "$at": $value', ({ at, value }) => {
    expect(() => readTrustList(JSON.stringify(value))).toThrow(
      expect.objectContaining({ kind: trustListMalformed, extensions: { at } }),
    )
  })

  test('is refused when a member stands twice, or it is no JSON', () => {
    for (const text of ['{', '{"sequence":1,"sequence":2}']) {
      expect(() => readTrustList(text)).toThrow(
        expect.objectContaining({ kind: trustListMalformed }),
      )
    }
  })
})
