/**
 * From Ajv's errors and our notes to issues that name the field and the law.
 *
 * @module
 */
import type { Finding } from '../issues/finding.ts'
import { severityOf } from '../issues/finding.ts'
import type { IssueSite } from '../issues/issue.ts'
import { createIssue } from '../issues/issue.ts'
import { issueKinds } from '../issues/kinds.ts'
import { pointerSteps } from '../json/pointer.ts'
import type { JsonObject } from '../json-value.ts'
import { ISSUE_COUNT_MAX } from '../limits.ts'
import type { Issue } from '../verdict.ts'
import type { AjvError } from './ajv-error.ts'
import type { JudgeBranch } from './alternatives.ts'
import { resolveAlternatives } from './alternatives.ts'
import type { Explanation } from './explain-error.ts'
import { explainError } from './explain-error.ts'
import { describeField } from './field.ts'
import type { Note } from './judges.ts'
import type { SchemaIndex } from './schema-index.ts'
import { settle } from './settle.ts'

export interface Explained {
  readonly index: SchemaIndex
  /** The schema the document was judged by. */
  readonly root: JsonObject
  readonly errors: readonly AjvError[]
  readonly notes: readonly Note[]
  readonly judgeBranch: JudgeBranch
}

/** One more than a verdict holds, at most, so that it can say there were more. */
export function explain(explained: Explained): readonly Issue[] {
  const { index, root, notes } = explained
  const issues = new Map<string, Issue>()
  const add = (place: Place, explanation: Explanation) => {
    const issue = toIssue(index, root, place, explanation)
    const key = JSON.stringify([issue.code, issue.instanceLocation, issue.params])
    if (!issues.has(key)) issues.set(key, issue)
    return issues.size <= ISSUE_COUNT_MAX
  }
  for (const error of errorsToTell(explained)) {
    for (const explanation of explainError(error)) {
      if (!add(error, explanation)) return [...issues.values()]
    }
  }
  for (const note of notes) {
    if (!add(note, note.finding)) break
  }
  return [...issues.values()]
}

/** What an error and a note have in common. */
interface Place {
  readonly instancePath: string
  readonly keyword: string
  readonly parentSchema: JsonObject
}

function errorsToTell({ errors, judgeBranch }: Explained): readonly AjvError[] {
  const byPlace = new Map<string, AjvError[]>()
  for (const error of resolveAlternatives(errors, judgeBranch)) {
    // Names are judged by `propertyNames`, whose own error tells enough.
    if (error.propertyName !== undefined) continue
    const known = byPlace.get(error.instancePath)
    if (known === undefined) byPlace.set(error.instancePath, [error])
    else known.push(error)
  }
  return [...byPlace.values()].flatMap(settle)
}

function toIssue(
  index: SchemaIndex,
  root: JsonObject,
  place: Place,
  explanation: Explanation,
): Issue {
  const { instancePath, keyword, parentSchema } = place
  const at = explanation.at ?? ''
  const field = describeField(index, root, instancePath + (explanation.about ?? at))
  const schemaLocation = index.locationOf(parentSchema, keyword)
  const legalBasis = explanation.basis ?? field.legalBasis
  const site: IssueSite = {
    instanceLocation: pointTo(index, root, instancePath, explanation),
    ...(schemaLocation === undefined ? {} : { schemaLocation }),
    ...(field.name === undefined ? {} : { field: field.name }),
    ...(legalBasis === undefined ? {} : { legalBasis }),
  }
  const kind = { ...issueKinds[explanation.code], severity: severityOf(explanation) }
  return createIssue(kind, site, fillNames(index, root, instancePath, explanation))
}

/**
 * Never says a name that no schema knows, but for an unknown field's own, which
 * has been looked at before.
 */
function pointTo(
  index: SchemaIndex,
  root: JsonObject,
  instancePath: string,
  { code, at = '' }: Explanation,
): string {
  const known = describeField(index, root, instancePath).pointer
  if (known !== instancePath) return known
  const isOwnName = code === 'property-unknown' || code === 'property-withdrawn'
  return isOwnName ? instancePath + at : describeField(index, root, instancePath + at).pointer
}

function fillNames(
  index: SchemaIndex,
  root: JsonObject,
  instancePath: string,
  { params = {}, names = {} }: Finding,
): Readonly<Record<string, unknown>> {
  const filled = Object.entries(names).map(([param, pointer]) => {
    const { name } = describeField(index, root, instancePath + pointer)
    return [param, name ?? pointerSteps(pointer).at(-1) ?? '']
  })
  return { ...params, ...Object.fromEntries(filled) }
}
