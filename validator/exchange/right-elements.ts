/**
 * Reads elements that are plain, and judges them: those that are right need no tree.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'
import type { Tally } from '../batch/tally.ts'
import { startTally } from '../batch/tally.ts'
import { bomLength } from '../decode.ts'
import { XMLENC } from '../encryption/xmlenc/structure.ts'
import type { JsonValue } from '../json-value.ts'
import { type Known, plainElements } from '../xml/plain-elements.ts'
import type { PlainSource } from '../xml/plain-record.ts'
import { passSpace, plainReader, plainSource } from '../xml/plain-record.ts'
import { isOfEnvelope, knownRecords, versionsNamed } from '../xml/record.ts'
import { recordNamespace, rootElementName } from '../xml/root-name.ts'
import { DECLARATION, nameInTag, START_TAG } from '../xml/scan.ts'
import { shapeOf } from '../xml/schema-shape.ts'
import type { Around, ElementName } from '../xml/tag-names.ts'
import type { ChosenSchema } from './choose-schema.ts'
import { chooseByRequest, schemaUsed } from './choose-schema.ts'
import type { ExchangeContext } from './context.ts'
import type { Judgement } from './judgement.ts'

/** Reads the next element where it is plain and right, and tells its qualified name. */
export type IsRight = (source: PlainSource, tally: Tally) => string | undefined

export function rightElements(around: Around, depth: number, context: ExchangeContext): IsRight {
  const { names } = context
  const asked = chooseByRequest(context)
  const meaningOf = (name: ElementName) => knownBy(name, asked, context)
  const read = plainElements({ around, depth, names, meaningOf })
  return (source, tally) => {
    const { at } = source
    const element = read(source)
    if (element === undefined) return undefined
    const { chosen, qualified, passes } = element.meaning
    const asOf = passes(element.value)
    if (asOf === undefined) {
      source.at = at
      return undefined
    }
    tally.schema ??= schemaUsed(chosen)
    tally.asOf ??= asOf
    return qualified
  }
}

interface Meaning {
  readonly chosen: ChosenSchema
  readonly qualified: string
  /** The day it is about; undefined where there is something to say of it. */
  readonly passes: (value: JsonValue) => string | undefined
}

/** Undefined where the name is not that of one structure. */
function knownBy(
  name: ElementName,
  asked: ChosenSchema | undefined,
  { catalogue, checker, request, today }: ExchangeContext,
): Known<Meaning> | undefined {
  if (isOfEnvelope(name) || name.namespaceUri === XMLENC) return undefined
  const versions = versionsNamed(name, catalogue) ?? []
  const [newest] = versions
  const isOne = versions.every(({ ref }) => ref.path === newest?.ref.path)
  const claimed = newest && isOne ? { version: newest, chosenBy: 'namespace' as const } : undefined
  const chosen = asked ?? claimed
  if (chosen === undefined) return undefined
  const { version } = chosen
  const isMeant =
    name.name === rootElementName(version) &&
    name.namespaceUri === recordNamespace(version, catalogue.base)
  if (!isMeant) return undefined
  const read = plainReader(shapeOf(version, catalogue), name.prefix)
  const options = request.asOf === undefined ? { today } : { today, asOf: request.asOf }
  const passes = checker.passing(version, options)
  return { read, meaning: { chosen, qualified: `${name.prefix}${name.name}`, passes } }
}

const DECLARED = new RegExp(`^${DECLARATION}`, 'u')
const OPENED = new RegExp(START_TAG, 'uy')

/** A document of plain records that are all right; undefined: it is for the parser. */
export function judgeRight(bytes: Uint8Array, context: ExchangeContext): Judgement | undefined {
  const { policy, signaturesOnly, xsd, records } = context
  const isMore = signaturesOnly || [policy, xsd, records].some((each) => each !== undefined)
  if (isMore || !isUtf8(bytes)) return undefined
  const { buffer, byteOffset, byteLength } = bytes
  const source = plainSource(Buffer.from(buffer, byteOffset, byteLength).subarray(bomLength(bytes)))
  const declaration = DECLARED.exec(source.text)?.[0] ?? ''
  source.at = passSpace(source.bytes, declaration.length)
  const tally = startTally()
  const isRecord = rightElements({ open: declaration, close: '' }, 1, context)
  const isAll =
    isRecord(source, tally) !== undefined || isCollection(source, declaration, tally, context)
  if (!isAll || passSpace(source.bytes, source.at) < source.text.length) return undefined
  const { schema, asOf } = tally
  return { format: 'xml', issues: [], ...(schema && { schema }), ...(asOf && { asOf }) }
}

/** From the start tag of a root that is no record to behind its end tag. */
function isCollection(
  source: PlainSource,
  declaration: string,
  tally: Tally,
  context: ExchangeContext,
): boolean {
  const { text } = source
  const tag = tagAt(text, source.at)
  const start = passSpace(source.bytes, source.at + tag.length)
  const around = {
    open: `${declaration}${tag}`,
    close: `</${nameInTag(tag)}>`,
  }
  const root = context.names.nameOf('', around)
  const first = context.names.nameOf(tagAt(text, start), around)
  const isKnown = root && first && knownRecords(root, first, context.catalogue) !== undefined
  if (tag === '' || isKnown !== true) return false
  const isRight = rightElements(around, 2, context)
  source.at = start
  while (!text.startsWith(around.close, source.at)) {
    if (isRight(source, tally) === undefined) return false
    source.at = passSpace(source.bytes, source.at)
  }
  source.at += around.close.length
  return true
}

/** Empty where none begins. */
function tagAt(text: string, at: number): string {
  OPENED.lastIndex = at
  const tag = OPENED.exec(text)?.[0] ?? ''
  return tag.endsWith('/>') ? '' : tag
}
