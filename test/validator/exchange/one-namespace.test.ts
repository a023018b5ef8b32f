/** Three structures share the namespace and the root of the population database. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import { createCatalogue, createValidator, parseSchemaRef } from '../../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })
const FOLDER = 'schemas/national/population'
const NAMESPACE = 'http://www.mic.gov.vn/dancu/1.0'

const SHAPES = [
  { ref: 'citizen@1.0.0', file: 'citizen/1.0.0/examples/valid/as-deployed.xml' },
  { ref: 'citizen-qcvn-109@1.0.0', file: 'citizen-qcvn-109/1.0.0/examples/valid/regulated.xml' },
  { ref: 'citizen-lgsp@1.0.0', file: 'citizen-lgsp/1.0.0/examples/valid/verified.xml' },
]

describe('a record of a namespace that several structures have', () => {
  test.for(SHAPES)('is judged as $ref by what it holds', async ({ ref, file }) => {
    const verdict = await validator.validate(readFileSync(`${FOLDER}/${file}`))
    expect(verdict).toMatchObject({
      valid: true,
      schema: { ref: `national/population/${ref}`, chosenBy: 'namespace' },
    })
  })

  test('is judged one by one in a collection', async () => {
    const records = SHAPES.map(({ file }) =>
      readFileSync(`${FOLDER}/${file}`, 'utf8').replace(/^<\?xml.*\?>\s*/u, ''),
    )
    const text = `<CongdanCollection xmlns="${NAMESPACE}">${records.join('')}</CongdanCollection>`
    const verdict = await validator.validate(new TextEncoder().encode(text))
    expect(verdict).toMatchObject({ valid: true, issues: [] })
  })

  test('is judged by the deployed structure when it holds too little to tell', async () => {
    const text = `<CongDan xmlns="${NAMESPACE}"><SoDinhDanh>001190000002</SoDinhDanh></CongDan>`
    const verdict = await validator.validate(new TextEncoder().encode(text))
    expect(verdict.schema?.ref).toBe('national/population/citizen@1.0.0')
  })

  test('is judged by the structure that was asked for', async () => {
    const bytes = readFileSync(`${FOLDER}/${SHAPES[1]?.file}`)
    const schema = parseSchemaRef('national/population/citizen@1.0.0')
    expect(await validator.validate(bytes, { schema })).toMatchObject({ valid: false })
  })
})
