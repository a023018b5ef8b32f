/** Who a signed message says it is from, when only its signature is asked about. */
import { describe, expect, test, vi } from 'vitest'
import {
  claimsOfJsonBytes,
  claimsWhenAsked,
  NO_CLAIMS,
} from '../../../../validator/signature/policy/claims.ts'

describe('what JSON claims', () => {
  test.for([
    ['{"ThongTinChung":{"BenGui":{"MaDonVi":"H56.14"}}}', ['H56.14']],
    ['{"\\u0054hongTinChung":{"BenGui":{"MaDonVi":"H56.14"}}}', ['H56.14']],
    ['\uFEFF{"madonvi":"H56"}', ['H56']],
    ['{"NoiDung":{"madonvi":"H56"}}', []],
    ['{"madonvi":"H56","madonvi":"H57"}', []],
    ['{"ten":"H56"}', []],
    ['no JSON: ThongTinChung', []],
  ] as const)('%s', ([text, senders]) => {
    expect(claimsOfJsonBytes(Buffer.from(text)).senders).toEqual(senders)
  })

  test('is nothing where the bytes are no UTF-8', () => {
    expect(claimsOfJsonBytes(Buffer.from('{"madonvi":"\xff"}', 'latin1'))).toBe(NO_CLAIMS)
  })

  test('is read once, and not before it is asked about', () => {
    const read = vi.fn(() => NO_CLAIMS)
    const claims = claimsWhenAsked(read)
    expect(read).not.toHaveBeenCalled()
    expect([claims.senders, claims.kinds, claims.receivers]).toEqual([[], [], []])
    expect(read).toHaveBeenCalledTimes(1)
  })
})
