/**
 * Verdicts as one SARIF 2.1.0 log, written as they come so that memory stays flat.
 *
 * The rules stand after the results: only then is it known which were needed, and which provisions
 * the fields they were broken in rest on.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { issueKinds } from '../issues/kinds.ts'
import type { Bilingual, Issue, LegalBasis, Severity } from '../verdict.ts'
import { findingsOf } from './findings.ts'
import { formatBasis } from './text.ts'
import type { ReportStyle, ReportWriter, RunFailure } from './writer.ts'

/** What code scanning of GitHub takes of one run. */
const RESULTS_MAX = 25_000
/** A rule names no more provisions than a person reads; each result names its own. */
const PROVISIONS_MAX = 50
const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}
const HEAD =
  '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0",' +
  '"runs":[{"columnKind":"utf16CodeUnits","results":['

export function sarifWriter({ language, startedAt, version }: ReportStyle): ReportWriter {
  const rules = new Map<string, Rule>()
  let [results, omitted, isStarted] = [0, 0, false]
  function opening(): string {
    if (isStarted) return ''
    isStarted = true
    return HEAD
  }
  function addIssue(issue: Issue, document: string | undefined): string {
    if (results >= RESULTS_MAX) {
      omitted += 1
      return ''
    }
    const rule = rules.get(issue.code) ?? { index: rules.size, provisions: new Map() }
    rules.set(issue.code, rule)
    addProvisions(rule, issue)
    results += 1
    const result = { ruleIndex: rule.index, ...resultOf(issue, document, language) }
    return (results === 1 ? '\n' : ',\n') + JSON.stringify(result)
  }
  return {
    add: (verdict) =>
      opening() +
      findingsOf(verdict)
        .map((issue) => addIssue(issue, verdict.document))
        .join(''),
    end(failure) {
      const named = { name: 'Chuẩn', version, semanticVersion: version }
      const driver = { ...named, rules: [...rules].map(([code, rule]) => ruleOf(code, rule)) }
      const invocation = {
        executionSuccessful: failure === undefined,
        startTimeUtc: startedAt.toISOString(),
        ...notifications(omitted, failure, language),
      }
      const tail = JSON.stringify({
        tool: { driver },
        originalUriBaseIds: { [ROOT]: { description: { text: WORKING_FOLDER } } },
        invocations: [invocation],
      })
      return `${opening()}],${tail.slice(1)}]}\n`
    },
  }
}

interface Rule {
  readonly index: number
  /** By what they are cited as. */
  readonly provisions: Map<string, LegalBasis>
}

function addProvisions({ provisions }: Rule, { legalBasis = [] }: Issue): void {
  for (const basis of legalBasis) {
    if (provisions.size < PROVISIONS_MAX) provisions.set(formatBasis(basis, 'vi'), basis)
  }
}

/** What relative addresses start from (clause 3.14.14); the consumer knows where that is. */
const ROOT = '%SRCROOT%'
const WORKING_FOLDER = 'The folder that the command was started in.'

/** Clause 3.20.21: what befell the run itself. */
function notifications(
  omitted: number,
  failure: RunFailure | undefined,
  language: keyof Bilingual,
): object {
  const text =
    language === 'vi'
      ? `Còn ${omitted} kết quả khác không được ghi.`
      : `${omitted} more results are not listed.`
  const told = [
    ...(omitted === 0 ? [] : [{ level: 'warning', message: { text } }]),
    ...(failure === undefined ? [] : [fault(failure, language)]),
  ]
  return told.length === 0 ? {} : { toolExecutionNotifications: told }
}

function fault({ kind, detail }: RunFailure, language: keyof Bilingual): object {
  return {
    level: 'error',
    message: { text: `${kind.title[language]}: ${detail}` },
    descriptor: { id: kind.code },
  }
}

function ruleOf(code: string, { provisions }: Rule): object {
  const kind = Object.values(issueKinds).find((each) => each.code === code)
  if (kind === undefined) return { id: code }
  const [vi, en] = [general(kind.message.vi), general(kind.message.en)]
  const cited = [...provisions.keys()].map((provision) => `Căn cứ: ${provision}`)
  const legalBasis = [...provisions.values()]
  return {
    id: code,
    shortDescription: { text: en },
    help: { text: [vi, en, ...cited].join('\n') },
    ...helpAddress(legalBasis),
    defaultConfiguration: { level: LEVELS[kind.severity] },
    ...withBasis(legalBasis),
  }
}

/** Clause 3.49.12: where more is said; of several provisions the first that has an address. */
function helpAddress(provisions: readonly LegalBasis[]): { readonly helpUri?: string } {
  const found = provisions.find(({ url = '' }) => /^https?:/u.test(url) && URL.canParse(url))
  return found?.url === undefined ? {} : { helpUri: new URL(found.url).href }
}

/** Clause 3.8: what SARIF has no member for stands in the property bag. */
function withBasis(legalBasis: readonly LegalBasis[] = []): object {
  return legalBasis.length === 0 ? {} : { properties: { legalBasis } }
}

/** A rule is told without what each result fills in. */
function general(sentence: string): string {
  return sentence.replaceAll(/\{\w+\}/gu, '…')
}

function resultOf(issue: Issue, document: string | undefined, language: keyof Bilingual): object {
  const place = issue.xpath ?? issue.instanceLocation
  return {
    ruleId: issue.code,
    level: LEVELS[issue.severity],
    message: { text: messageOf(issue, language) },
    locations: [
      {
        ...(document === undefined || document === '-' ? {} : physicalLocation(issue, document)),
        ...(place === '' ? {} : { logicalLocations: [{ fullyQualifiedName: place }] }),
      },
    ],
    partialFingerprints: { 'chuanIssue/v1': fingerprint(issue, document) },
    ...withBasis(issue.legalBasis),
  }
}

function physicalLocation({ line, column }: Issue, document: string): object {
  const region =
    line === undefined
      ? {}
      : {
          region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
        }
  return { physicalLocation: { artifactLocation: artifactLocation(document), ...region } }
}

/** The field, the sentence, and the provision that says so. */
function messageOf({ field, message, legalBasis }: Issue, language: keyof Bilingual): string {
  const name = field === undefined ? '' : `${field[language]}: `
  const [basis] = legalBasis ?? []
  const law = basis === undefined ? '' : ` (${formatBasis(basis, language)})`
  return `${name}${message[language]}${law}`
}

const DRIVE = /^[a-z]:[\\/]/iu

function artifactLocation(document: string): object {
  if (DRIVE.test(document)) return { uri: `file:///${document[0]}:${uriOf(document.slice(2))}` }
  const uri = uriOf(document)
  return uri.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: ROOT }
}

/** Clause 3.4.3: a URI reference; an odd character of a file name is no delimiter of it. */
function uriOf(document: string): string {
  const segments = document
    .replaceAll('\\', '/')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
  return segments.map((segment) => encodeURIComponent(segment)).join('/')
}

/** The same for an issue that only moved to another line. */
function fingerprint(issue: Issue, document = ''): string {
  const facts = [issue.code, document, issue.schemaLocation ?? '', issue.instanceLocation]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}
