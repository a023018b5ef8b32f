/** A list finds the entry of a serial number among any number of them, and none that it has not. */
import { describe, expect, test } from 'vitest'
import { integer } from '../../../../validator/signature/asn1/write.ts'
import { readRevocationList } from '../../../../validator/signature/revocation/crl.ts'
import { makeCertificate } from '../keys.ts'
import { randomOf } from '../mutations/mutators.ts'
import { makeList } from './make.ts'

const ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })

/** As a certificate has it. */
const hexOf = (serial: number) => Buffer.from(integer(serial)).subarray(2).toString('hex')
const dayOf = (at: number) => `2026-0${(at % 9) + 1}-01T00:00:00Z`

function lookup(serials: readonly number[]) {
  const revoked = serials.map((serial, at) => ({ serial, at: dayOf(at) }))
  const list = readRevocationList(makeList({ issuer: ca, revoked }))
  if (list === undefined) throw new TypeError('no list')
  return {
    dayOf: (serial: number) => list.entryOf(list.issuerKey, hexOf(serial))?.at.toISOString(),
    ofOther: (serial: number) => list.entryOf(`${list.issuerKey}x`, hexOf(serial)),
  }
}

const iso = (at: number) => new Date(dayOf(at)).toISOString()

describe('a revocation list', () => {
  test.for([0, 1, 2, 3, 1_000, 20_000])('of %i entries finds each and no other', (count) => {
    const random = randomOf(count)
    const serials = [...new Set(Array.from({ length: count }, () => random(2 ** 31) * 2))]
    const list = lookup(serials)
    expect(serials.map(list.dayOf)).toEqual(serials.map((_, at) => iso(at)))
    const others = [1, ...serials.map((serial) => serial + 1)]
    expect(others.filter((serial) => list.dayOf(serial) !== undefined)).toEqual([])
    expect(serials.filter((serial) => list.ofOther(serial) !== undefined)).toEqual([])
  })

  test('goes by the last of several entries of one number', () => {
    const list = lookup([7, 300, 7])
    expect([list.dayOf(7), list.dayOf(300)]).toEqual([iso(2), iso(1)])
  })

  test('tells numbers from those with other bytes before or behind', () => {
    const list = lookup([0x80, 0x8000])
    expect([0x80, 0x8000].map(list.dayOf)).toEqual([iso(0), iso(1)])
    expect([0, 1, 0x800000, 0x8080].map(list.dayOf)).toEqual(Array(4).fill(undefined))
  })
})
