/**
 * Reports against the schemas that others published for them.
 *
 * `CHUAN_REPORT_SCHEMAS` names a folder that has them: `sarif-2.1.0.json` of OASIS, and
 * `JUnit.xsd` and `jenkins-junit.xsd`, each by its usual name. They are not part of the project.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { REPORTS } from '../../../validator/index.ts'
import { FAILURE, RIGHT, RUNS, styleOf, UNSIGNED } from './style.ts'

const folder = process.env['CHUAN_REPORT_SCHEMAS'] ?? ''
const isThere = existsSync(join(folder, 'sarif-2.1.0.json')) && folder !== ''
const ALL = [
  ...RUNS.map((run) => ({ ...run, failure: undefined })),
  { name: 'a signature that failed', verdicts: [RIGHT, UNSIGNED], failure: undefined },
  { name: 'a run that ended early', verdicts: [RIGHT], failure: FAILURE },
]

function write(format: 'junit' | 'sarif', { verdicts, failure }: (typeof ALL)[number]): string {
  const writer = REPORTS[format]?.(styleOf('vi'))
  const added = verdicts.map((verdict) => writer?.add(verdict)).join('')
  return added + writer?.end(failure)
}

describe.skipIf(!isThere)('by its published schema (CHUAN_REPORT_SCHEMAS)', () => {
  test.for(ALL)('the SARIF log of $name is valid', (run) => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    const text = readFileSync(join(folder, 'sarif-2.1.0.json'), 'utf8')
    const conforms = ajv.compile(JSON.parse(text))
    conforms(JSON.parse(write('sarif', run)))
    expect(conforms.errors).toBeNull()
  })

  test.for(
    ALL.flatMap((run) => ['JUnit.xsd', 'jenkins-junit.xsd'].map((xsd) => ({ ...run, xsd }))),
  )('the JUnit report of $name is valid by $xsd', ({ xsd, ...run }) => {
    using schema = XmlDocument.fromBuffer(readFileSync(join(folder, xsd)))
    using judge = XsdValidator.fromDoc(schema)
    using report = XmlDocument.fromString(write('junit', run))
    expect(() => judge.validate(report)).not.toThrow()
  })
})
