/** What an XSD cannot say is said in a comment where it would stand. */
import { expect, test } from 'vitest'
import { emitXsd } from '../../../codegen/index.ts'
import { formatSchemaRef, objectMember } from '../../../validator/index.ts'
import { realCatalogue, versionsWith } from '../catalogues.ts'

const catalogue = await realCatalogue()
const versions = versionsWith('schema.xsd', catalogue)
const NOTE = 'Not in this XSD, judged by the validator'

function rulesOf(version: (typeof versions)[number]): readonly string[] {
  const rules = version.document['x-rules']
  return Array.isArray(rules)
    ? rules.map((rule) => String(objectMember({ rule }, 'rule')?.['id']))
    : []
}

test('names the rules across fields and the check rules of every structure that has them', () => {
  let told = 0
  for (const version of versions) {
    const check = [version.document['x-check'] ?? []].flat().map(String)
    const named = [...rulesOf(version), ...check]
    if (named.length === 0) continue
    const xsd = emitXsd(version, catalogue)
    for (const name of named) {
      const line = xsd.split('\n').find((each) => each.includes(NOTE) && each.includes(name))
      expect([formatSchemaRef(version.ref), name, line !== undefined]).toEqual([
        formatSchemaRef(version.ref),
        name,
        true,
      ])
    }
    told += 1
  }
  expect(told).toBeGreaterThan(20)
})
