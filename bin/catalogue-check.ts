/**
 * Checks a whole catalogue: every version is linted and every example judged.
 *
 * @module
 */
import { readVersionExamples } from '../sources/index.ts'
import type {
  Bilingual,
  Catalogue,
  CatalogueEntry,
  LintReport,
  SchemaExample,
  SchemaRef,
  Severity,
  Validator,
} from '../validator/index.ts'
import {
  compareStructures,
  createCatalogue,
  createLinter,
  createStructureChecker,
  createValidator,
  formatSchemaRef,
  isDatabase,
  judgeExample,
  Problem,
  textMember,
} from '../validator/index.ts'
import type { LintTarget } from './lint-target.ts'

/** Examples a record or message shows at least, of each kind. */
export const VALID_EXAMPLES_MIN = 3
export const INVALID_EXAMPLES_MIN = 5

/** Something wrong with a version, from the linter or with its examples. */
export interface CatalogueFinding {
  readonly ref: string
  readonly severity: Severity
  /** A rule of the linter, or what is wrong beside the schema. */
  readonly code: string
  /** File and JSON Pointer, or file. */
  readonly at: string
  readonly message: Bilingual
  /** Issues that make the difference, as `code pointer`. */
  readonly issues?: readonly string[]
}

export interface CatalogueCheck {
  readonly versions: number
  readonly codes: number
  readonly examples: { readonly valid: number; readonly invalid: number }
  /** Mean score of the versions, 0 to 100. */
  readonly score: number
  readonly findings: readonly CatalogueFinding[]
}

export interface CheckOptions {
  readonly now: () => Date
  /** The day for examples that are to be valid. */
  readonly asOf: string
  /** Few examples are an error rather than a warning. */
  readonly isStrict: boolean
  readonly progress: (done: number, total: number) => void
}

export async function checkCatalogue(
  target: LintTarget,
  options: CheckOptions,
): Promise<CatalogueCheck> {
  const all = [...target.entries, ...target.borrowed]
  const linter = createLinter(all)
  const catalogue = createCatalogue(all)
  const judges: Judges = {
    validator: createValidator({ catalogue, now: options.now }),
    assertUsable: usableIn(catalogue),
  }
  const findings: CatalogueFinding[] = []
  const examples = { valid: 0, invalid: 0 }
  let score = 0
  for (const [index, entry] of target.entries.entries()) {
    options.progress(index + 1, target.entries.length)
    const report = linter.lint(entry)
    score += report.score
    findings.push(...lintFindings(report), ...stepFindings(entry.ref, catalogue))
    const beside = await checkBeside(target.root, entry, judges, options)
    findings.push(...beside.findings)
    examples.valid += beside.valid
    examples.invalid += beside.invalid
  }
  return {
    versions: target.entries.length,
    codes: target.entries.reduce((sum, { values = [] }) => sum + values.length, 0),
    examples,
    score: Math.round(score / Math.max(1, target.entries.length)),
    findings,
  }
}

/** Notes of the linter are its own business. */
function lintFindings({ ref, findings }: LintReport): readonly CatalogueFinding[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, rule, file, at, message }) => ({
      ref: formatSchemaRef(ref),
      severity,
      code: rule,
      at: `${file}#${at}`,
      message,
    }))
}

/** A number that promises more than the version keeps; said, since what is published stays. */
function stepFindings(ref: SchemaRef, catalogue: Catalogue): readonly CatalogueFinding[] {
  const all = catalogue.versionsOf(ref.path)
  const newer = catalogue.get(ref)
  const older = all[all.indexOf(newer) - 1]
  if (older === undefined) return []
  const { isStepEnough, stepNeeded, differences } = compareStructures(older, newer, catalogue)
  if (isStepEnough) return []
  const count = differences.filter(({ kind }) => kind === 'breaking').length
  const before = formatSchemaRef(older.ref)
  return [
    {
      ref: formatSchemaRef(ref),
      severity: 'warning',
      code: 'version-step-small',
      at: 'schema.json',
      message: {
        vi: `So với ${before} cần tăng ${stepNeeded} (${count} thay đổi phá vỡ); xem chuan diff.`,
        en: `After ${before} it needs a ${stepNeeded} step (${count} breaking); see chuan diff.`,
      },
    },
  ]
}

interface Judges {
  readonly validator: Validator
  /** Throws Problem `schema-unusable`. */
  readonly assertUsable: (ref: SchemaRef) => void
}

/** A version without examples is to be usable too; the entry of a database is not used. */
function usableIn(catalogue: Catalogue): Judges['assertUsable'] {
  const checker = createStructureChecker(catalogue)
  return (ref) => {
    const version = catalogue.get(ref)
    if (!isDatabase(version)) checker.assertUsable(version)
  }
}

interface Beside {
  readonly valid: number
  readonly invalid: number
  readonly findings: readonly CatalogueFinding[]
}

async function checkBeside(
  root: string,
  entry: CatalogueEntry,
  judges: Judges,
  options: CheckOptions,
): Promise<Beside> {
  const { ref, document } = entry
  const { examples, changes } = await readVersionExamples(root, ref)
  const findings: CatalogueFinding[] = changes.trim() === '' ? [changesMissing(ref)] : []
  findings.push(...(await judgeAll(examples, ref, judges, options.asOf)))
  const valid = examples.filter(({ kind }) => kind === 'valid').length
  const invalid = examples.length - valid
  const kind = textMember(document, 'x-kind') ?? ''
  if (isShort(kind, valid, invalid)) findings.push(examplesFew(ref, kind, options.isStrict))
  return { valid, invalid, findings }
}

/** A schema that cannot be used judges no example; that is said once. */
async function judgeAll(
  examples: readonly SchemaExample[],
  ref: SchemaRef,
  { validator, assertUsable }: Judges,
  asOf: string,
): Promise<readonly CatalogueFinding[]> {
  const common = { ref: formatSchemaRef(ref), severity: 'error' as const }
  const findings: CatalogueFinding[] = []
  try {
    assertUsable(ref)
    for (const example of examples) {
      const faults = await judgeExample(example, ref, validator, asOf)
      findings.push(...faults.map(({ file, ...fault }) => ({ ...fault, ...common, at: file })))
    }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { code, title } = thrown.kind
    findings.push({ ...common, code, at: 'schema.json', message: title })
  }
  return findings
}

/** An entry of a database judges nothing, so it has no examples. */
function isShort(kind: string, valid: number, invalid: number): boolean {
  if (kind === 'database') return false
  const [least, leastInvalid] = leastExamples(kind)
  return valid < least || invalid < leastInvalid
}

function leastExamples(kind: string): readonly [number, number] {
  const isExchanged = kind === 'record' || kind === 'message'
  return isExchanged ? [VALID_EXAMPLES_MIN, INVALID_EXAMPLES_MIN] : [1, 1]
}

function examplesFew(ref: SchemaRef, kind: string, isStrict: boolean): CatalogueFinding {
  const [valid, invalid] = leastExamples(kind)
  return {
    ref: formatSchemaRef(ref),
    severity: isStrict ? 'error' : 'warning',
    code: 'examples-few',
    at: 'examples',
    message: {
      vi: `Cần ít nhất ${valid} ví dụ đúng và ${invalid} ví dụ sai.`,
      en: `At least ${valid} valid and ${invalid} invalid examples are wanted.`,
    },
  }
}

function changesMissing(ref: SchemaRef): CatalogueFinding {
  return {
    ref: formatSchemaRef(ref),
    severity: 'error',
    code: 'changes-missing',
    at: 'CHANGES.md',
    message: {
      vi: 'Chưa nói điều gì đã thay đổi (CHANGES.md).',
      en: 'Nothing says what changed (CHANGES.md).',
    },
  }
}
