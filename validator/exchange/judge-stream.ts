/**
 * Judges a collection of XML records of any size, a few at a time: memory does not grow with it.
 *
 * A signature is over all of a document, which a stream never is: what is signed is judged whole,
 * or refused for its size.
 *
 * @module
 */
import { inTurn } from '../batch/in-turn.ts'
import type { RecordsVerdict } from '../batch/records-verdict.ts'
import { addRecords, NO_RECORDS, toRecordsVerdict } from '../batch/records-verdict.ts'
import type { RecordsJudged } from '../batch/tally.ts'
import { batchRecords, type XmlBatch } from '../xml/batches.ts'
import { movedIssue } from '../xml/moved-issue.ts'
import type { ValidateRequest } from './context.ts'
import type { CollectionPart, ElementsJudged } from './judge-elements.ts'

/** Judges a part of a collection, in whichever thread. */
export type JudgePart = (part: CollectionPart, request: ValidateRequest) => Promise<ElementsJudged>

/**
 * So many parts as `width` may be judged at once, where `judgePart` hands them to threads.
 *
 * Throws the Problems of `Validator.validate`; `document-too-large` for one record of over
 * `DOCUMENT_BYTES_MAX` and for what is signed.
 */
export async function judgeStream(
  chunks: AsyncIterable<Uint8Array>,
  request: ValidateRequest,
  judgePart: JudgePart,
  width = 1,
): Promise<RecordsVerdict> {
  const { document, ...asked } = request
  const judge = async (batch: XmlBatch) => moved(await judgePart(batch, asked), batch)
  let total = NO_RECORDS
  for await (const judged of inTurn(batchRecords(chunks), width, judge)) {
    total = addRecords(total, judged)
  }
  return toRecordsVerdict(total, document, 'xml')
}

/** From the place in the part to that in the stream. */
function moved(judged: RecordsJudged, batch: XmlBatch): RecordsJudged {
  return { ...judged, issues: judged.issues.map((issue) => movedIssue(issue, batch)) }
}
