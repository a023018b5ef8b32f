/**
 * The published texts that the dates of algorithms are taken from, and how far each was read.
 *
 * Only what could be read is here. What binds in Vietnam decides; what is recommended
 * elsewhere is told, and decides where a policy of acceptance says so.
 *
 * @module
 */
import type { Bilingual } from '../../verdict.ts'

export interface Basis {
  /** Stable word for reports. */
  readonly id: string
  readonly instrument: Bilingual
  /** Place in the instrument. */
  readonly locator: string
  /** As `x-evidence` has it: `verified` in the text of the instrument, `observed` in a copy. */
  readonly level: 'verified' | 'observed'
  /** Where it was read. */
  readonly source: string
  /** Whether it binds in Vietnam. */
  readonly isLaw: boolean
}

export const CIRCULAR_15_2025: Basis = {
  id: 'tt-15-2025',
  instrument: {
    vi: 'Thông tư 15/2025/TT-BKHCN',
    en: 'Circular 15/2025/TT-BKHCN',
  },
  locator: 'Phụ lục, 1.2, 1.3',
  level: 'verified',
  source:
    'https://tintuc.thuvienphapluat.com/ho-tro-phap-luat/chinh-sach-moi/92592/' +
    'tieu-chuan-ap-dung-cho-chu-ky-so-chung-thu-chu-ky-so-dung-cho-phan-mem-ky-so-' +
    'kiem-tra-chu-ky-so-tu-15-08-2025',
  isLaw: true,
}

/** Its printed form was not at hand: the file is in the tests of the EU's DSS. */
export const TS_119_312: Basis = {
  id: 'etsi-ts-119-312',
  instrument: { vi: 'ETSI TS 119 312 V2.1.1', en: 'ETSI TS 119 312 V2.1.1' },
  locator: 'machine-readable form (TS 119 322), issued 2026-02-01',
  level: 'observed',
  source:
    'https://github.com/esig/dss/blob/edc043ef6aeb9f96113bd2bee1ccefb41aeb4a69/' +
    'dss-policy-crypto-xml/src/test/resources/19312MachineReadable-v2.1.1.xml',
  isLaw: false,
}

export const BASES: readonly Basis[] = [CIRCULAR_15_2025, TS_119_312]
