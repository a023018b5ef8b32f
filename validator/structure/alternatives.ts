/**
 * Makes of the errors of all branches of `anyOf` and `oneOf` what a reader needs:
 * the errors of the branch that was meant, or one error when none clearly was.
 *
 * Ajv lists the errors of every branch, in order, before the error of the whole.
 * How many each branch has is found by judging it again, alone.
 *
 * @module
 */
import type { JsonObject } from '../json-value.ts'
import { objectMember } from '../json-value.ts'
import type { AjvError } from './ajv-error.ts'

/** The errors of one branch, judged alone at the place of the whole. */
export type JudgeBranch = (error: AjvError, branch: number) => readonly AjvError[]

export function resolveAlternatives(
  errors: readonly AjvError[],
  judgeBranch: JudgeBranch,
): readonly AjvError[] {
  const kept: AjvError[][] = []
  let end = errors.length
  while (end > 0) {
    end -= 1
    const error = errors[end]
    if (error === undefined || error.keyword === 'if') continue
    if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') {
      kept.push([error])
      continue
    }
    const branches = judgeBranches(error, judgeBranch)
    end -= branches.reduce((count, branch) => count + branch.length, 0)
    const meant = passingBranches(error) === undefined ? findMeant(error, branches) : undefined
    if (meant !== undefined) kept.push([...resolveAlternatives(meant, judgeBranch)])
    else kept.push([withMissing(error, branches)])
  }
  return kept.reverse().flat()
}

/** Of `oneOf`, the two branches that both matched. */
export function passingBranches(error: AjvError): readonly number[] | undefined {
  const { passingSchemas } = error.params
  return Array.isArray(passingSchemas) ? (passingSchemas as readonly number[]) : undefined
}

/** After a second match Ajv looks at no further branch. */
function judgeBranches(
  error: AjvError,
  judgeBranch: JudgeBranch,
): readonly (readonly AjvError[])[] {
  const all = Array.isArray(error.schema) ? error.schema.length : 0
  const count = (passingBranches(error)?.at(-1) ?? all - 1) + 1
  return Array.from({ length: count }, (_, branch) => judgeBranch(error, branch))
}

function findMeant(
  whole: AjvError,
  branches: readonly (readonly AjvError[])[],
): readonly AjvError[] | undefined {
  const plausible = branches.filter(
    (branch) => !branch.some((error) => rulesOut(error, whole.instancePath)),
  )
  return plausible.length === 1 ? plausible[0] : undefined
}

/** Of branches that each miss one field and nothing else, the fields. */
export function missingFields(error: AjvError): readonly string[] | undefined {
  const { missingFields: names } = error.params
  return Array.isArray(names) ? (names as readonly string[]) : undefined
}

function withMissing(whole: AjvError, branches: readonly (readonly AjvError[])[]): AjvError {
  const names = branches.flatMap((branch) => {
    const [error, ...others] = branch
    const isAlone = error?.keyword === 'required' && others.length === 0
    return isAlone && error.instancePath === whole.instancePath
      ? [String(error.params['missingProperty'])]
      : []
  })
  if (names.length === 0 || names.length < branches.length) return whole
  return { ...whole, params: { ...whole.params, missingFields: [...new Set(names)] } }
}

/** Another kind of value, or another tag: this branch was not meant. */
function rulesOut(error: AjvError, instancePath: string): boolean {
  if (error.instancePath === instancePath) {
    return error.keyword === 'type' || (error.keyword === 'required' && lacksTag(error))
  }
  const isDirectMember =
    error.instancePath.lastIndexOf('/') === instancePath.length &&
    error.instancePath.startsWith(instancePath)
  return isDirectMember && isTag(error.parentSchema)
}

function lacksTag(error: AjvError): boolean {
  const properties = objectMember(error.parentSchema, 'properties') ?? {}
  const missing = objectMember(properties, String(error.params['missingProperty']))
  return missing !== undefined && isTag(missing)
}

function isTag(schema: JsonObject): boolean {
  const values = schema['enum']
  return Object.hasOwn(schema, 'const') || (Array.isArray(values) && values.length === 1)
}
