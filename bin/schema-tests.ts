/**
 * Runs the examples and the test cases of versions, and adds up what they touch.
 *
 * @module
 */
import { dirname, join, relative } from 'node:path'
import {
  readBytes,
  readVersionExamples,
  versionFolder,
  versionFolderAround,
} from '../sources/index.ts'
import type {
  Coverage,
  CoverageReport,
  ExampleFault,
  SchemaCase,
  SchemaRef,
  SchemaVersion,
  StructureChecker,
  Validator,
  Verdict,
} from '../validator/index.ts'
import {
  createCoverage,
  createStructureChecker,
  createValidator,
  DOCUMENT_BYTES_MAX,
  decodeUtf8,
  formatSchemaRef,
  isDatabase,
  judgeCase,
  judgeExample,
  Problem,
  parseSchemaRef,
  problems,
  readSchemaTests,
} from '../validator/index.ts'
import type { TestTarget } from './schema-test-target.ts'

export interface CaseResult {
  /** The example's file in the folder of its version, or the name of the case. */
  readonly name: string
  /** Of the example, or the test file. */
  readonly file: string
  /** Of the test file. */
  readonly line?: number
  readonly faults: readonly (Pick<ExampleFault, 'message' | 'issues'> & { readonly code: string })[]
  /** How long it took to judge. */
  readonly tookMs: number
}

export interface TestResult {
  readonly schema: string
  readonly cases: readonly CaseResult[]
  readonly coverage: CoverageReport
}

export interface TestClock {
  readonly now: () => Date
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsed: () => number
  /** The day for what states none. */
  readonly asOf: string
}

export async function* runSchemaTests(
  target: TestTarget,
  clock: TestClock,
): AsyncGenerator<TestResult, void, undefined> {
  const bench = createBench(target, clock)
  const byVersion = await readTestFiles(target)
  for (const { ref } of target.chosen) {
    const name = formatSchemaRef(ref)
    if (!byVersion.has(name)) byVersion.set(name, [])
  }
  for (const [name, cases] of byVersion) {
    const version = target.catalogue.get(parseSchemaRef(name))
    if (!isDatabase(version)) yield await bench.run(version, cases)
  }
}

interface FiledCase {
  readonly file: string
  readonly test: SchemaCase
}

/** Cases by version; throws Problem `schema-tests-malformed` or `schema-not-found`. */
async function readTestFiles({
  files,
  root,
  catalogue,
}: TestTarget): Promise<Map<string, FiledCase[]>> {
  const byVersion = new Map<string, FiledCase[]>()
  for (const file of files) {
    const { text } = decodeUtf8(await readBytes(file, DOCUMENT_BYTES_MAX))
    const tests = readSchemaTests(text ?? '', file)
    const ref = await refOf(file, tests.schema, root)
    const name = formatSchemaRef(ref)
    if (catalogue.find(ref) === undefined) {
      const advice = 'where is its catalogue? Say --schemas DIR, or --registry URL'
      const detail = `${file} is of ${name}: ${advice}`
      throw new Problem(problems.schemaNotFound, detail)
    }
    const known = byVersion.get(name) ?? []
    byVersion.set(name, [...known, ...tests.cases.map((test) => ({ file, test }))])
  }
  return byVersion
}

async function refOf(file: string, stated: string | undefined, root: string): Promise<SchemaRef> {
  if (stated !== undefined) return parseSchemaRef(stated)
  const folder = await versionFolderAround(file)
  if (folder === undefined) {
    const detail = `${file} lies beside no schema, so it is to name one: "schema": "path@1.0.0"`
    throw new Problem(problems.schemaTestsMalformed, detail)
  }
  const parts = relative(root, folder).split(/[/\\]/u)
  return parseSchemaRef(`${parts.slice(0, -1).join('/')}@${parts.at(-1)}`)
}

interface Bench {
  readonly run: (version: SchemaVersion, cases: readonly FiledCase[]) => Promise<TestResult>
}

function createBench(
  { root, catalogue, chosen }: TestTarget,
  { now, elapsed, asOf }: TestClock,
): Bench {
  const checker = createStructureChecker(catalogue)
  const validator = createValidator({ catalogue, now })
  const isChosen = new Set(chosen.map(({ ref }) => formatSchemaRef(ref)))

  async function judgeAll(version: SchemaVersion, filed: readonly FiledCase[], coverage: Coverage) {
    const { ref } = version
    const schema = formatSchemaRef(ref)
    const watched = watching(validator, coverage)
    const results: CaseResult[] = []
    const { examples } = isChosen.has(schema)
      ? await readVersionExamples(root, ref)
      : { examples: [] }
    for (const example of examples) {
      const startedAt = elapsed()
      const faults = await judgeExample(example, ref, watched, asOf)
      const file = join(root, versionFolder(ref), example.file)
      results.push({ name: example.file, file, faults, tookMs: elapsed() - startedAt })
    }
    for (const { file, test } of filed) {
      const { name, line } = test
      const startedAt = elapsed()
      const faults = await orFault(async () =>
        judgeCase(test, await bytesOf(file, test), ref, watched, asOf),
      )
      const tookMs = elapsed() - startedAt
      results.push({ name, file, ...(line === undefined ? {} : { line }), faults, tookMs })
    }
    return results
  }

  return {
    async run(version, filed) {
      const schema = formatSchemaRef(version.ref)
      const file = join(root, versionFolder(version.ref), 'schema.json')
      const unusable = problemOf(version, file, checker)
      const coverage = createCoverage(version, catalogue, checker)
      const cases = unusable ?? (await judgeAll(version, filed, coverage))
      return { schema, cases, coverage: coverage.report() }
    },
  }
}

/** The same validator, whose every verdict is also added up. */
function watching(validator: Validator, coverage: Coverage): Validator {
  return {
    ...validator,
    async validate(document, request): Promise<Verdict> {
      const verdict = await validator.validate(document, request)
      coverage.add(document, verdict)
      return verdict
    },
  }
}

/** A schema that cannot be used judges no case; that is said once. */
function problemOf(
  version: SchemaVersion,
  file: string,
  checker: StructureChecker,
): readonly CaseResult[] | undefined {
  try {
    checker.assertUsable(version)
    return undefined
  } catch (thrown) {
    return [{ name: 'schema.json', file, faults: [toFault(thrown)], tookMs: 0 }]
  }
}

/** A case whose file is not there is one that fails, and the others have their turn. */
async function orFault(judge: () => Promise<CaseResult['faults']>): Promise<CaseResult['faults']> {
  try {
    return await judge()
  } catch (thrown) {
    return [toFault(thrown)]
  }
}

function toFault(thrown: unknown): CaseResult['faults'][number] {
  if (!(thrown instanceof Problem)) throw thrown
  return { code: thrown.kind.code, message: thrown.kind.title, issues: [thrown.message] }
}

async function bytesOf(file: string, { source }: SchemaCase): Promise<Uint8Array> {
  if ('instance' in source) return new TextEncoder().encode(JSON.stringify(source.instance))
  return readBytes(join(dirname(file), source.file), DOCUMENT_BYTES_MAX)
}
