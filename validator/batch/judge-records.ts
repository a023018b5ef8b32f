/**
 * Judges records of a file, many at a time.
 *
 * A record that is seen to be right costs little more than reading it. Every other one is
 * judged as a document of its own, so what is said of it is what the service says.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'
import { schemaUsed } from '../exchange/choose-schema.ts'
import type { ValidateRequest } from '../exchange/context.ts'
import type { Validator } from '../exchange.ts'
import { createIssue } from '../issues/issue.ts'
import { issueKinds } from '../issues/kinds.ts'
import { EXPECTED, type Expected } from '../json/expected.ts'
import { countMarks, countMembers, parsePlainRecord, readRecord } from '../json/plain-record.ts'
import { positionsAt } from '../json/text-position.ts'
import type { JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import { DOCUMENT_BYTES_MAX } from '../limits.ts'
import { Problem } from '../problem.ts'
import { schemaNotFound, schemaUndetermined } from '../problems.ts'
import type { Verdict } from '../verdict.ts'
import type { RecordPlace } from './cutter.ts'
import { recordTooLong } from './cutter.ts'
import { recordTexts } from './record-texts.ts'
import type { RecordsJudged, Tally } from './tally.ts'
import { addVerdict, startTally } from './tally.ts'

/** The part of a validator that this needs. */
export type RecordValidator = Pick<Validator, 'validate' | 'passing'>

/** Throws Problem `document-too-large` for a record of over `DOCUMENT_BYTES_MAX`. */
export async function judgeRecords(
  bytes: Uint8Array,
  places: readonly RecordPlace[],
  validator: RecordValidator,
  request: ValidateRequest,
): Promise<RecordsJudged> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const large = places.find(({ start, end }) => end - start > DOCUMENT_BYTES_MAX)
  if (large !== undefined) throw recordTooLong(large)
  const tally = startTally()
  tally.records = places.length
  const passes = validator.passing(request)
  const left = isUtf8(bytes) ? passTogether(buffer, places, passes, tally) : places
  for (const place of left) {
    const { start, end } = place
    // Perhaps it was only one of the others that needed a closer look.
    if (left === places && isRight(buffer, place, passes, tally)) continue
    await judgeClosely(buffer.subarray(start, end), place, validator, request, tally)
  }
  return tally
}

type Passes = ReturnType<RecordValidator['passing']>

/**
 * The records that were not seen to be right; all of them where the members in the text are not
 * those of the values together, so that one may be there twice.
 */
function passTogether(
  buffer: Buffer,
  places: readonly RecordPlace[],
  passes: Passes,
  tally: Tally,
): readonly RecordPlace[] {
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined) return []
  const marks = countMarks(buffer, first.start, last.end)
  if (marks.isUnsure) return places
  const left: RecordPlace[] = []
  const texts = recordTexts(buffer, places)
  let members = 0
  for (const place of places) {
    const { value: text = '' } = texts.next()
    const read = readRecord(text)
    const isPlain = read !== undefined && place.isOpen !== true
    if (isPlain && isPassed(read.value, passes, tally)) members += read.members
    else {
      left.push(place)
      members += countMembers(text)
    }
  }
  return members === marks.members ? left : places
}

function isRight(
  buffer: Buffer,
  { start, end, isOpen }: RecordPlace,
  passes: Passes,
  tally: Tally,
): boolean {
  if (isOpen === true) return false
  const text = buffer.toString('utf8', start, end)
  if (!isUtf8(buffer.subarray(start, end))) return false
  const value = parsePlainRecord(text)
  return value !== undefined && isPassed(value, passes, tally)
}

function isPassed(value: JsonValue, passes: Passes, tally: Tally): boolean {
  const passed = isJsonObject(value) ? passes(value) : undefined
  if (passed === undefined) return false
  tally.schema ??= schemaUsed(passed.chosen)
  tally.asOf ??= passed.asOf
  return true
}

async function judgeClosely(
  bytes: Uint8Array,
  { line, column = 1, pointer = '', isOpen }: RecordPlace,
  { validate }: RecordValidator,
  request: ValidateRequest,
  tally: Tally,
): Promise<void> {
  const isThere = bytes.length > 0
  const judged = isThere
    ? await validate(bytes, request).catch((thrown: unknown) => unchosen(thrown))
    : { valid: false, issues: [], signatures: [] }
  const isWhole = isThere && isOpen !== true
  const verdict = isWhole ? judged : lacking(judged, bytes, isThere ? 'comma-or-bracket' : 'value')
  addVerdict(tally, verdict, (issue) => {
    const isFirstLine = (issue.line ?? 1) === 1
    return {
      ...issue,
      instanceLocation: pointer + issue.instanceLocation,
      line: (issue.line ?? 1) + line - 1,
      column: (issue.column ?? 1) + (isFirstLine ? column - 1 : 0),
    }
  })
}

type RecordJudged = Partial<Verdict> & Pick<Verdict, 'valid' | 'issues' | 'signatures'>

/** With what the array should have had there; once, where the record is itself cut short. */
function lacking(judged: RecordJudged, bytes: Uint8Array, expected: Expected): RecordJudged {
  const code = 'json-malformed'
  if (judged.issues.some((issue) => issue.code === code)) return judged
  const text = Buffer.from(bytes).toString().trimEnd()
  const at = positionsAt(text, [text.length]).get(text.length)
  const site = { instanceLocation: '', ...at }
  const issue = createIssue(issueKinds[code], site, { expected: EXPECTED[expected] })
  return { ...judged, valid: false, issues: [...judged.issues, issue] }
}

const UNCHOSEN = new Set([schemaUndetermined, schemaNotFound])

/** One record of an unknown structure says nothing against the others. */
function unchosen(thrown: unknown): RecordJudged {
  if (!(thrown instanceof Problem) || !UNCHOSEN.has(thrown.kind)) throw thrown
  return { valid: false, ...unjudgedRecord() }
}

/** What was found in a record that nobody knows the structure of. */
export function unjudgedRecord(): RecordsJudged {
  const issue = createIssue(issueKinds['record-unjudged'], { instanceLocation: '' })
  return {
    records: 1,
    invalidRecords: 1,
    issues: [issue],
    issueCounts: { [issue.code]: 1 },
    signatures: [],
  }
}
