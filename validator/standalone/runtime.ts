/**
 * What generated validators need at run time, and nothing else: no Ajv, no `eval`.
 *
 * Built into one file that is written beside them, so that a project that validates needs
 * no package of ours. The functions it hands out give the verdict the service gives for an
 * unsigned document.
 *
 * @module
 */
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { vietnamDay } from '../date.ts'
import { decodeUtf8 } from '../decode.ts'
import { schemaUsed, withoutSchemaMember } from '../exchange/choose-schema.ts'
import { withJsonPositions } from '../exchange/json-positions.ts'
import { toVerdict } from '../exchange/to-verdict.ts'
import { isDateTime } from '../formats/date-notation.ts'
import { isUri } from '../formats/uri.ts'
import { parseJson } from '../json/parse.ts'
import type { JsonValue } from '../json-value.ts'
import { DOCUMENT_BYTES_MAX } from '../limits.ts'
import { Problem } from '../problem.ts'
import { documentTooLarge } from '../problems.ts'
import type { CheckResult } from '../structure/judge-value.ts'
import { judgeValue } from '../structure/judge-value.ts'
import type { Verdict } from '../verdict.ts'
import { toXml } from '../xml/from-instance.ts'
import type { Part } from './part.ts'
import { catalogueOfPart, closureOfPart, indexOfPart } from './part.ts'

export { reportFindings } from '../structure/judges.ts'
export { areEqual, repeatsItem } from '../structure/unique-items.ts'
export { definePart, judgeOf } from './part.ts'

/** Formats that generated functions ask for, by name: those of the service. */
export const formats: Readonly<Record<string, unknown>> = {
  ...fullFormats,
  uri: isUri,
  'date-time': isDateTime,
}

/** Of a text, as JSON Schema counts: RFC 8259 characters, not UTF-16 code units. */
export function codePointLength(text: string): number {
  let length = text.length
  for (let at = 0; at + 1 < text.length; at += 1) {
    const isPair = (text.charCodeAt(at) & 0xfc00) === 0xd800
    if (isPair && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) length -= 1
  }
  return length
}

export interface StandaloneOptions {
  /** YYYY-MM-DD; absent: the date the document states, else today in Vietnam. */
  readonly asOf?: string
  /** Name of the document, repeated in the verdict. */
  readonly document?: string
  /** The clock; the machine's when absent. */
  readonly now?: () => Date
}

export interface StandaloneValidator {
  /** Judges JSON text. Throws Problem `document-too-large`. */
  readonly validate: (document: Uint8Array | string, options?: StandaloneOptions) => Verdict
  /** Judges a value that is parsed already: issues have no line. */
  readonly validateValue: (value: unknown, options?: StandaloneOptions) => Verdict
  /** Writes a value as canonical XML. Throws Problem `instance-unmappable`. */
  readonly toXml: (value: unknown) => string
}

export function createStandaloneValidator(part: Part): StandaloneValidator {
  const check = createCheck(part)
  const catalogue = once(() => catalogueOfPart(part))
  const used = schemaUsed({ version: part.version, chosenBy: 'request' })

  function validate(document: Uint8Array | string, options: StandaloneOptions = {}): Verdict {
    const { text, issues: unread } = readText(document)
    if (text === undefined)
      return toVerdict({ format: 'unknown', issues: unread }, options.document)
    const { value, issues } = parseJson(text)
    if (value === undefined || issues.length > 0) {
      return toVerdict({ format: 'json', issues }, options.document)
    }
    const checked = check(withoutSchemaMember(value, part.version), options)
    const placed = withJsonPositions(checked.issues, text)
    const { asOf } = checked
    return toVerdict({ format: 'json', schema: used, asOf, issues: placed }, options.document)
  }

  return {
    validate,
    validateValue(value, options = {}) {
      const { issues, asOf } = check(value as JsonValue, options)
      return toVerdict({ format: 'json', schema: used, asOf, issues }, options.document)
    },
    toXml: (value) => toXml(value as JsonValue, part.version, catalogue()),
  }
}

export type Check = (value: JsonValue, options: StandaloneOptions) => CheckResult

export function createCheck(part: Part): Check {
  const catalogue = once(() => catalogueOfPart(part))
  const index = once(() => indexOfPart(catalogue()))
  const branches = once(() => branchesOf(part))
  const compiled = {
    root: part.document,
    validate: part.judge,
    index,
    findBranch(location: string | undefined, branch: number) {
      const found = branches().get(`${location}/${branch}`)
      if (found === undefined) throw new Error('A branch of an alternative was not generated')
      return found
    },
  }
  return (value, { asOf, now = () => new Date() }) => {
    return judgeValue(compiled, value, { today: vietnamDay(now()), ...(asOf && { asOf }) })
  }
}

function branchesOf(part: Part): ReadonlyMap<string, Part['judge']> {
  return new Map(closureOfPart(part).flatMap(({ branches = {} }) => Object.entries(branches)))
}

function readText(document: Uint8Array | string): ReturnType<typeof decodeUtf8> {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document
  assertSize(bytes)
  return decodeUtf8(bytes)
}

export function assertSize(bytes: Uint8Array): void {
  if (bytes.byteLength > DOCUMENT_BYTES_MAX) {
    throw new Problem(documentTooLarge, `At most ${DOCUMENT_BYTES_MAX} bytes`, {
      extensions: { bytesMax: DOCUMENT_BYTES_MAX },
    })
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
