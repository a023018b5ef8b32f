/** Every example and sample of a legacy structure becomes a canonical document. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conversionMap } from '../../../validator/index.ts'
import { CITIZEN, catalogue, convert, convertAll, SUBMISSION, SYNC } from './setup.ts'

describe('every valid example of a structure with a conversion', () => {
  const cases = conversionMap(catalogue).pairs.flatMap(({ from, to }) => {
    const folder = join('schemas', from.replace('@', '/'), 'examples/valid')
    const files = existsSync(folder) ? readdirSync(folder) : []
    return files.map((file) => ({ from, to, file: join(folder, file) }))
  })

  test.for(cases)('$file becomes $to', async ({ from, to, file }) => {
    for (const { report } of await convertAll(readFileSync(file), { from, to })) {
      const errors = report.verdict.issues.filter(({ severity }) => severity === 'error')
      expect(errors.map(({ code, instanceLocation }) => `${code} ${instanceLocation}`)).toEqual([])
      expect(report.verdict.valid).toBe(true)
    }
  })
})

const SAMPLES = '../shared/samples'

describe.skipIf(!existsSync(SAMPLES))('the samples of messages that circulate', () => {
  test.for([
    { file: 'dancu037_response_synthetic.xml', to: CITIZEN.to, codes: [] },
    { file: 'dvcqg_dongbohosomc_v2023_synthetic.json', to: SYNC.to, codes: [] },
    // Valid, with warnings: its digest is a placeholder, its number of the day after its receipt.
    {
      file: 'dvcbo_noihoso_2026_synthetic.json',
      to: SUBMISSION.to,
      codes: ['dossier-number-after-receipt', 'field-needed'],
    },
  ])('$file becomes $to', async ({ file, to, codes }) => {
    const { report } = await convert(readFileSync(join(SAMPLES, file)), { to })
    expect(report.verdict.valid).toBe(true)
    expect(report.verdict.issues.map(({ code }) => code)).toEqual(codes)
  })
})
