/**
 * Judges one exchange: the document one agency sends another, signed or not.
 *
 * Open → parse → structure and rules → report. Each stage takes what the stage
 * before it returned and nothing else, so no stage can look at anything that
 * was not signed in a signed document.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import type { Catalogue, SchemaVersion } from './catalogue.ts'
import type { DocumentConverter } from './conversion/document-converter.ts'
import { createDocumentConverter } from './conversion/document-converter.ts'
import { vietnamDay } from './date.ts'
import type { ChosenSchema } from './exchange/choose-schema.ts'
import { chooseByRequest, chooseForJson, withoutSchemaMember } from './exchange/choose-schema.ts'
import type { ExchangeContext, ValidateRequest, VerifyRequest } from './exchange/context.ts'
import { isCostly } from './exchange/cost.ts'
import type { ElementsJudged } from './exchange/judge-elements.ts'
import { judgeChildren, judgePart } from './exchange/judge-elements.ts'
import type { JudgePart } from './exchange/judge-stream.ts'
import type { Judgement } from './exchange/judgement.ts'
import { accept } from './exchange/judgement.ts'
import { openWhole } from './exchange/open.ts'
import { toVerdict } from './exchange/to-verdict.ts'
import { createIssue } from './issues/issue.ts'
import { issueKinds } from './issues/kinds.ts'
import type { JsonObject, JsonValue } from './json-value.ts'
import { DOCUMENT_BYTES_MAX } from './limits.ts'
import { Problem } from './problem.ts'
import { documentTooLarge } from './problems.ts'
import { allowancesOf } from './signature/policy/allowances.ts'
import type { Policy } from './signature/policy/policy.ts'
import type { TrustStore } from './signature/trust-store.ts'
import { currentTrust, EMPTY_TRUST_STORE } from './signature/trust-store.ts'
import { createStructureChecker } from './structure/checker.ts'
import type { Verdict } from './verdict.ts'
import type { CollectionRoot } from './xml/plain-elements.ts'
import type { KnownRecords } from './xml/record.ts'
import { createTagNames } from './xml/tag-names.ts'
import type { XsdMaker } from './xml/xsd-level.ts'
import { createXsdLevel } from './xml/xsd-level.ts'

export interface ValidatorOptions {
  readonly catalogue: Catalogue
  /** Whose signatures are believed; nobody's when absent. A function is asked for each document. */
  readonly trust?: TrustStore | (() => TrustStore)
  /** What is asked of signatures beyond that they hold. A function is asked for each document. */
  readonly policy?: Policy | (() => Policy | undefined)
  /** Private keys that encrypted messages are opened with; none when absent. */
  readonly decryptionKeys?: readonly KeyObject[]
  /** Loads what makes XSDs, `import('chuan/codegen')`, when first asked for; absent: no XSD. */
  readonly loadXsd?: () => Promise<XsdMaker>
  /** The clock: certificates are judged at this instant. */
  readonly now: () => Date
}

export type { ValidateRequest, VerifyRequest }

export interface Validator {
  /** Throws Problem `document-too-large`, `schema-not-found` or `schema-undetermined`. */
  readonly validate: (document: Uint8Array, request?: ValidateRequest) => Promise<Verdict>
  /** Judges signatures alone; a document without one is invalid. */
  readonly verify: (document: Uint8Array, request?: VerifyRequest) => Promise<Verdict>
  /**
   * The structure and the day of values that are right beyond doubt: nothing is to be said of
   * them. Undefined calls for a closer look, as what is signed, encrypted or under a policy
   * does. The instant is that of the call.
   */
  readonly passing: (request: ValidateRequest) => (value: JsonObject) => Passed | undefined
  /** Judges a part of a collection of XML records, record by record. */
  readonly judgePart: JudgePart
  /** The same of children alone; undefined when some have no end, or it takes the whole. */
  readonly judgeChildren: (
    root: CollectionRoot,
    children: Uint8Array,
    request: ValidateRequest,
  ) => Promise<ElementsJudged | undefined>
  /** Carries each record to another structure, and judges the result. */
  readonly convert: DocumentConverter['convert']
  /** Whether judging it may take more than a few milliseconds, whatever its size. */
  readonly isCostly: (document: Uint8Array, request?: ValidateRequest) => boolean
  /** Compiles one more schema; false when there is none left. */
  readonly warmUp: () => boolean
}

export interface Passed {
  readonly chosen: ChosenSchema
  /** YYYY-MM-DD. */
  readonly asOf: string
}

export function createValidator(options: ValidatorOptions): Validator {
  const { catalogue } = options
  const ownTrust = asking(options.trust ?? EMPTY_TRUST_STORE)
  const policyNow = asking(options.policy)
  const trustNow = allowing(ownTrust, policyNow)
  const checker = createStructureChecker(catalogue)
  const names = createTagNames()

  // No policy takes back from what is converted what it allows.
  const converting = { catalogue, trust: ownTrust, checker, names, now: options.now }
  const { convert } = createDocumentConverter(converting)
  const xsdLevel = once(async () => {
    const maker = await options.loadXsd?.()
    return maker && createXsdLevel(maker.xsdOf(catalogue))
  })

  function contextOf(request: ValidateRequest, signaturesOnly: boolean): ExchangeContext {
    const at = options.now()
    const today = vietnamDay(at)
    const policy = policyNow()
    const { decryptionKeys = [] } = options
    const trust = currentTrust(trustNow(), at)
    const asked = { request, signaturesOnly, ...(policy && { policy }), decryptionKeys }
    return { catalogue, checker, names, trust, at, today, ...asked }
  }

  function passing(request: ValidateRequest): (value: JsonObject) => Passed | undefined {
    if (policyNow() !== undefined) return () => undefined
    const context = contextOf(request, false)
    const asked = attemptToChoose(() => chooseByRequest(context))
    const passed = passedBy(context)
    return (value) => {
      if (isEnvelope(value)) return undefined
      const chosen = asked ?? attemptToChoose(() => chooseForJson(value, context))
      return chosen && passed(chosen, value)
    }
  }

  async function judge(
    document: Uint8Array,
    request: ValidateRequest,
    signaturesOnly: boolean,
    records?: KnownRecords,
  ): Promise<Verdict> {
    assertSize(document)
    const xsd = request.xsd === true ? await xsdLevel() : undefined
    const found = { ...(xsd && { xsd }), ...(records && { records }) }
    const context = { ...contextOf(request, signaturesOnly), ...found }
    const { at, policy } = context
    const { staleFrom } = trustNow()
    const judgement = withStaleness(await openWhole(document, context), staleFrom, at)
    return toVerdict(accept(judgement, policy, at), request.document)
  }

  return {
    validate: (document, request = {}) => judge(document, request, false),
    passing,
    judgePart: (part, request) =>
      judgePart(part, contextOf(request, false), (document, records) =>
        judge(document, request, false, records),
      ),
    judgeChildren: (root, children, request) =>
      judgeChildren(root, children, contextOf(request, false), (document, records) =>
        judge(document, request, false, records),
      ),
    verify: async (document, request = {}) => {
      const verdict = await judge(document, request, true)
      return verdict.signatures.length > 0 || !verdict.valid ? verdict : withMissing(verdict)
    },
    convert,
    isCostly(document, { signature } = {}) {
      const { pinned, crls = [], ocspResponses = [] } = trustNow()
      return isCostly(document, {
        pinnedCount: pinned.length,
        evidenceBytes: byteCount(crls) + byteCount(ocspResponses),
        ...(signature !== undefined && { signature }),
      })
    },
    warmUp: () => checker.warmUp(),
  }
}

function byteCount(files: readonly Uint8Array[]): number {
  return files.reduce((total, { byteLength }) => total + byteLength, 0)
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function asking<Asked>(given: Asked | (() => Asked)): () => Asked {
  return typeof given === 'function' ? (given as () => Asked) : () => given
}

/** The same object for the same trust and policy: what was read of it is remembered by it. */
function allowing(
  trustNow: () => TrustStore,
  policyNow: () => Policy | undefined,
): () => TrustStore {
  let last: { readonly trust: TrustStore; readonly policy: Policy | undefined } | undefined
  let whole: TrustStore = EMPTY_TRUST_STORE
  return () => {
    const [trust, policy] = [trustNow(), policyNow()]
    if (last?.trust !== trust || last.policy !== policy) {
      whole = { ...trust, ...allowancesOf(policy) }
      last = { trust, policy }
    }
    return whole
  }
}

/** Members of a JWS or a JWE in JSON: RFC 7515 §7.2 and RFC 7516 §7.2. */
const ENVELOPE_MEMBERS = ['payload', 'signatures', 'signature', 'ciphertext']

function isEnvelope(value: JsonObject): boolean {
  return ENVELOPE_MEMBERS.some((name) => Object.hasOwn(value, name))
}

/** For many values: what is made for a version is made once. */
function passedBy({ request: { asOf: wanted }, today, checker }: ExchangeContext) {
  const options = wanted === undefined ? { today } : { today, asOf: wanted }
  const made = new Map<SchemaVersion, (value: JsonValue) => string | undefined>()
  return (chosen: ChosenSchema, value: JsonObject): Passed | undefined => {
    const { version } = chosen
    const passes = made.get(version) ?? checker.passing(version, options)
    made.set(version, passes)
    const asOf = passes(withoutSchemaMember(value, version))
    return asOf === undefined ? undefined : { chosen, asOf }
  }
}

/** Whoever looks closer will meet the same Problem. */
function attemptToChoose(choose: () => ChosenSchema | undefined): ChosenSchema | undefined {
  try {
    return choose()
  } catch (thrown) {
    if (thrown instanceof Problem) return undefined
    throw thrown
  }
}

/** Beside what follows from it for each signature. */
function withStaleness(judgement: Judgement, staleFrom: Date | undefined, at: Date): Judgement {
  const isSigned = (judgement.signatures ?? []).length > 0
  if (staleFrom === undefined || staleFrom > at || !isSigned) return judgement
  const params = { since: staleFrom.toISOString() }
  const issue = createIssue(issueKinds['trust-list-stale'], { instanceLocation: '' }, params)
  return { ...judgement, issues: [issue, ...judgement.issues] }
}

function assertSize(document: Uint8Array): void {
  if (document.byteLength <= DOCUMENT_BYTES_MAX) return
  throw new Problem(documentTooLarge, `At most ${DOCUMENT_BYTES_MAX} bytes`, {
    extensions: { bytesMax: DOCUMENT_BYTES_MAX },
  })
}

function withMissing(verdict: Verdict): Verdict {
  const missing = createIssue(issueKinds['signature-missing'], { instanceLocation: '' })
  return { ...verdict, valid: false, issues: [...verdict.issues, missing] }
}
