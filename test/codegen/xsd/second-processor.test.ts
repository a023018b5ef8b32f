/** Xerces says of the XSD, whole and as a package, what libxml2 says (needs a Java compiler). */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm'
import { afterAll, describe, expect, test } from 'vitest'
import { emitXsd, emitXsdPackage } from '../../../codegen/index.ts'
import type { Catalogue, SchemaVersion } from '../../../validator/index.ts'
import { Problem, toXml } from '../../../validator/index.ts'
import { brokenNeighbours } from '../../instances/broken-neighbours.ts'
import { profileCatalogue } from '../../instances/profile-catalogue.ts'
import { isExchanged, validInstance } from '../../instances/valid-instance.ts'
import { realCatalogue, versionsWith } from '../catalogues.ts'

const JUDGE = join(import.meta.dirname, 'JudgeXsd.java')
const hasJava = spawnSync('javac', ['-version']).status === 0
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0
const numRuns = Number(process.env['CHUAN_RUNS'] ?? 200)
/** Of so many instances the broken neighbours are tried as well. */
const WITH_NEIGHBOURS = 5
const NEIGHBOURS_STEP = 7
/** XML Schema counts characters (Part 2 §4.3.1); Xerces counts the units of UTF-16. */
const ASTRAL = /[\u{10000}-\u{10ffff}]/u

const folder = mkdtempSync(join(tmpdir(), 'chuan-xsd-'))
afterAll(() => rmSync(folder, { recursive: true }))

const versions = [await realCatalogue(), profileCatalogue()].flatMap((catalogue) =>
  versionsWith('schema.xsd', catalogue)
    .filter(isExchanged)
    .map((version) => ({ version, catalogue })),
)

/** libxml2 before 2.10 reads decimals of 24 digits. */
const LONG_DECIMAL = /\d\.\d{18,}|\d{18,}\./u

interface Case {
  readonly xsd: string
  readonly xml: string
  /** What libxml2 says. */
  readonly isValid: boolean
}

interface Subject {
  readonly version: SchemaVersion
  readonly catalogue: Catalogue
}

function write(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

function textsOf({ version, catalogue }: Subject): readonly string[] {
  const seed = version.id.length
  return fc.sample(validInstance(version, catalogue), { seed, numRuns }).flatMap((instance, at) => {
    const around = at < WITH_NEIGHBOURS ? brokenNeighbours(version, instance, catalogue) : []
    const neighbours = around
      .filter((_, index) => index % NEIGHBOURS_STEP === 0)
      .map(({ value }) => value)
    return [instance, ...neighbours].flatMap((value) => {
      try {
        return [toXml(value, version, catalogue)]
      } catch (thrown) {
        if (thrown instanceof Problem) return []
        throw thrown
      }
    })
  })
}

function casesOf(subject: Subject, index: number): readonly Case[] {
  const { version, catalogue } = subject
  const text = emitXsd(version, catalogue)
  using schema = XmlDocument.fromString(text)
  using validator = XsdValidator.fromDoc(schema)
  const whole = write(`${index}/whole.xsd`, text)
  for (const file of emitXsdPackage(version, catalogue)) write(`${index}/${file.path}`, file.text)
  const texts = textsOf(subject).filter((xml) => !ASTRAL.test(xml))
  return texts.flatMap((xml, number) => {
    const file = write(`${index}/${number}.xml`, xml)
    const isValid = accepts(validator, xml)
    return [whole, join(folder, String(index), 'schema.xsd')].map((xsd) => ({
      xsd,
      xml: file,
      isValid,
    }))
  })
}

function accepts(validator: XsdValidator, xml: string): boolean {
  using document = XmlDocument.fromString(xml)
  try {
    validator.validate(document)
    return true
  } catch (thrown) {
    if (thrown instanceof XmlLibError) return false
    throw thrown
  }
}

describe('the XSD of every version', () => {
  const cases = versions.flatMap(casesOf)

  test.skipIf(!hasJava)(
    'is judged by Xerces as by libxml2 (needs javac)',
    () => {
      const input = cases.map(({ xsd, xml }) => `${xsd}\t${xml}\n`).join('')
      const run = spawnSync('java', [JUDGE], { input, encoding: 'utf8', maxBuffer: 2 ** 28 })
      expect(run.stderr).toBe('')
      const answers = run.stdout.trimEnd().split('\n')
      expect(answers).toHaveLength(cases.length)
      const other = cases.filter(({ isValid }, at) => isValid !== (answers[at] === 'valid'))
      const told = other.map((each) => `${each.xsd} ${each.xml} ${answers[cases.indexOf(each)]}`)
      expect(told).toEqual([])
      expect(cases.filter(({ isValid }) => isValid).length).toBeGreaterThan(versions.length)
    },
    600_000,
  )

  test.skipIf(!hasXmllint)('is a package that xmllint puts together (needs xmllint)', () => {
    const packaged = cases
      .filter(({ xsd, isValid }) => xsd.endsWith('schema.xsd') && isValid)
      .filter(({ xml }) => !LONG_DECIMAL.test(readFileSync(xml, 'utf8')))
    const schemas = new Map(packaged.map(({ xsd, xml }) => [xsd, xml]))
    for (const [xsd, xml] of schemas) {
      const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', xsd, xml])
      expect([xsd, status, status === 0 ? '' : String(stderr)]).toEqual([xsd, 0, ''])
    }
  })
})
