/**
 * Judges a collection of XML records of any size, a few at a time: memory does not grow with it.
 *
 * A signature is over all of a document, which a stream never is: what is signed is judged whole,
 * or refused for its size.
 *
 * @module
 */
import { inTurn } from '../batch/in-turn.ts'
import { ISSUE_COUNT_MAX } from '../limits.ts'
import { Problem } from '../problem.ts'
import { documentTooLarge, schemaUndetermined } from '../problems.ts'
import type { Issue, Verdict } from '../verdict.ts'
import { batchRecords, type XmlBatch } from '../xml/batches.ts'
import type { ValidateRequest } from './context.ts'
import { bothValid } from './with-xsd.ts'

export interface StreamVerdict extends Verdict {
  /** Children of the root, which are the records of a collection. */
  readonly records: number
}

type Validate = (document: Uint8Array, request: ValidateRequest) => Promise<Verdict>

/**
 * So many batches as `width` may be judged at once, where `validate` hands them to threads.
 *
 * Throws the Problems of `Validator.validate`; `document-too-large` for one record of over
 * `DOCUMENT_BYTES_MAX` and for what is signed.
 */
export async function judgeStream(
  chunks: AsyncIterable<Uint8Array>,
  request: ValidateRequest,
  validate: Validate,
  width = 1,
): Promise<StreamVerdict> {
  const issues: Issue[] = []
  let first: Verdict | undefined
  let isValid = true
  let xsdValid: boolean | undefined
  let records = 0
  const judge = async (batch: XmlBatch) => {
    const verdict = await judgeBatch(batch, request, validate)
    return { batch, verdict }
  }
  for await (const { batch, verdict } of inTurn(batchRecords(chunks), width, judge)) {
    first ??= verdict
    isValid &&= verdict.valid
    xsdValid = bothValid(xsdValid, verdict.xsdValid)
    if (issues.length <= ISSUE_COUNT_MAX) {
      issues.push(...verdict.issues.map((issue) => placed(issue, batch)))
    }
    records += batch.recordCount
  }
  return {
    ...(first ?? { format: 'xml', signatures: [] }),
    valid: isValid,
    ...(xsdValid === undefined ? {} : { xsdValid }),
    issues: issues.slice(0, ISSUE_COUNT_MAX),
    truncated: issues.length > ISSUE_COUNT_MAX,
    records,
  }
}

async function judgeBatch(
  { bytes }: XmlBatch,
  request: ValidateRequest,
  validate: Validate,
): Promise<Verdict> {
  const verdict = await validate(bytes, request).catch((thrown: unknown) => {
    const isUnknown = thrown instanceof Problem && thrown.kind === schemaUndetermined
    throw isUnknown ? noCollection() : thrown
  })
  if (verdict.signatures.length === 0 && verdict.encryption === undefined) return verdict
  throw new Problem(documentTooLarge, 'What is signed or encrypted is judged as a whole')
}

function noCollection(): Problem {
  return new Problem(
    documentTooLarge,
    'It is no collection of records that are known; say which structure they are of',
  )
}

/** From the place in the batch to that in the stream. */
function placed(issue: Issue, batch: XmlBatch): Issue {
  const { line, column, xpath } = issue
  const isFirst = line === 1
  return {
    ...issue,
    ...(line === undefined ? {} : { line: line + batch.line - 1 }),
    ...(column === undefined || !isFirst
      ? {}
      : { column: Math.max(column - batch.prefixLength, 1) + batch.column - 1 }),
    ...(xpath === undefined ? {} : { xpath: renumbered(xpath, batch) }),
  }
}

const CHILD_STEP = /^(\/[^/]+\/)([^/[]+)(?:\[(\d+)\])?/u

/** `/Root/Child[2]` is the second of its batch; before it came those of the batches before. */
function renumbered(xpath: string, { before }: XmlBatch): string {
  return xpath.replace(CHILD_STEP, (_, root: string, name: string, index = '1') => {
    const passed = name === '*' ? sum(before) : (before.get(name) ?? 0)
    return `${root}${name}[${Number(index) + passed}]`
  })
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0)
}
