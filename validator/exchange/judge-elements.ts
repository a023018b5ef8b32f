/**
 * Judges some children of a collection's root, one record after the other.
 *
 * A record that is plain and right costs little more than reading it. Every other child is
 * judged as a document of its own, within the root's tags, so what is said of it is what the
 * service says.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'
import { isOfAll } from '../batch/records-verdict.ts'
import type { RecordsJudged } from '../batch/tally.ts'
import { addVerdict, startTally } from '../batch/tally.ts'
import { Problem } from '../problem.ts'
import { documentTooLarge, schemaUndetermined } from '../problems.ts'
import type { Issue, Verdict } from '../verdict.ts'
import type { PartPlace } from '../xml/moved-issue.ts'
import { charactersIn, movedIssue } from '../xml/moved-issue.ts'
import type { CollectionRoot } from '../xml/plain-elements.ts'
import { passSpace, plainSource } from '../xml/plain-record.ts'
import { type KnownRecords, knownRecords } from '../xml/record.ts'
import { nameInTag, nextElement } from '../xml/scan.ts'
import type { ExchangeContext } from './context.ts'
import type { IsRight } from './right-elements.ts'
import { rightElements } from './right-elements.ts'

/** Some children of a root, whole, or what is no such thing and is judged as a document. */
export interface CollectionPart {
  readonly root: CollectionRoot
  readonly children?: Uint8Array
  /** The same within the tags of the root. */
  readonly bytes: Uint8Array
  /** Of those. */
  readonly recordCount: number
}

export interface ElementsJudged extends RecordsJudged {
  /** How many children of each qualified name there were. */
  readonly children: ReadonlyMap<string, number>
}

/** Judges a document that is a part of a collection of `records`, where these are known. */
export type JudgeDocument = (document: Uint8Array, records?: KnownRecords) => Promise<Verdict>

/** Undefined when they are no whole children of that root, or are not to be judged one by one. */
export async function judgeChildren(
  root: CollectionRoot,
  children: Uint8Array,
  context: ExchangeContext,
  judge: JudgeDocument,
): Promise<ElementsJudged | undefined> {
  // A policy asks something of the message, which the collection is as a whole.
  const records = context.policy === undefined ? recordsIn(root, context) : undefined
  if (records === undefined) return undefined
  const isRight =
    context.request.xsd === true ? undefined : rightElements(root, CHILD_DEPTH, context)
  return judgeElements(children, {
    root,
    ...(isRight && { isRight }),
    judge: (document) => judge(document, records),
  })
}

export async function judgePart(
  part: CollectionPart,
  context: ExchangeContext,
  judge: JudgeDocument,
): Promise<ElementsJudged> {
  const { root, children } = part
  const judged = children && (await judgeChildren(root, children, context, judge))
  return judged ?? judgeWhole(part, judge)
}

const CHILD_DEPTH = 2

/** What the first child is a record of; undefined when that is nothing, or the root is one. */
function recordsIn(
  root: CollectionRoot,
  { names, catalogue }: ExchangeContext,
): KnownRecords | undefined {
  const [above, first] = [names.nameOf('', root), names.nameOf(root.first, root)]
  return above && first && knownRecords(above, first, catalogue)
}

interface ElementsContext {
  readonly root: CollectionRoot
  /** Absent: nothing is seen to be right at a glance. */
  readonly isRight?: IsRight
  readonly judge: (document: Uint8Array) => Promise<Verdict>
}

/** Undefined when one has no end. */
async function judgeElements(
  bytes: Uint8Array,
  { root, isRight, judge }: ElementsContext,
): Promise<ElementsJudged | undefined> {
  const tally = startTally()
  const children = new Map<string, number>()
  const source = plainSource(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const { text } = source
  const read = isUtf8(bytes) ? isRight : undefined
  const place = startPlace(text, children)
  for (source.at = passSpace(source.bytes, 0); source.at < text.length; ) {
    const { at } = source
    const right = read?.(source, tally)
    const element = right === undefined ? nextElement(text, at) : undefined
    if (element?.end === -1) return undefined
    if (right === undefined) {
      source.at = element?.end ?? text.length
      const document = `${root.open}${text.slice(at, source.at)}${root.close}`
      const verdict = await judge(Buffer.from(document, 'latin1'))
      assertInTheOpen(verdict)
      const part = place(at)
      addVerdict(tally, verdict, (issue) => movedIssue(issue, part, charactersIn(root.open)))
    }
    const name = right ?? (element && nameInTag(text, element.start))
    if (name !== undefined) {
      children.set(name, (children.get(name) ?? 0) + 1)
      tally.records += 1
    }
    source.at = passSpace(source.bytes, source.at)
  }
  return { ...tally, children }
}

/** Where a child stands, for one after the other. */
function startPlace(text: string, children: ReadonlyMap<string, number>) {
  let [line, lineStart] = [1, 0]
  return (at: number): PartPlace => {
    for (
      let feed = text.indexOf('\n', lineStart);
      feed >= 0 && feed < at;
      feed = text.indexOf('\n', lineStart)
    ) {
      line += 1
      lineStart = feed + 1
    }
    const column = charactersIn(text.slice(lineStart, at)) + 1
    return { line, column, before: new Map(children) }
  }
}

const START: PartPlace = { line: 1, column: 1, before: new Map() }

async function judgeWhole(
  { root, bytes, recordCount }: CollectionPart,
  judge: JudgeDocument,
): Promise<ElementsJudged> {
  const verdict = await judge(bytes).catch((thrown: unknown) => {
    const isUnknown = thrown instanceof Problem && thrown.kind === schemaUndetermined
    throw isUnknown ? noCollection() : thrown
  })
  assertInTheOpen(verdict)
  const tally = startTally()
  addVerdict(tally, verdict, (issue) => movedIssue(issue, START, charactersIn(root.open)))
  // What is no whole record is told as one that is wrong.
  tally.records = Math.max(recordCount, 1)
  const isAllInvalid = verdict.issues.some(isOfAll)
  const invalid = isAllInvalid ? tally.records : Math.max(childrenWith(verdict.issues), 1)
  tally.invalidRecords = verdict.valid ? 0 : invalid
  return { ...tally, children: new Map() }
}

const CHILD = /^\/[^/]+\/[^/]+/u

function childrenWith(issues: readonly Issue[]): number {
  return new Set(issues.flatMap(({ xpath = '' }) => CHILD.exec(xpath)?.[0] ?? [])).size
}

function noCollection(): Problem {
  return new Problem(
    documentTooLarge,
    'It is no collection of records that are known; say which structure they are of',
  )
}

function assertInTheOpen({ signatures, encryption }: Verdict): void {
  if (signatures.length === 0 && encryption === undefined) return
  throw new Problem(documentTooLarge, 'What is signed or encrypted is judged as a whole')
}
