/**
 * Whether each element that a policy names is signed by the party that it names.
 *
 * A policy names elements by local names; a report by paths of which no two elements have one.
 *
 * @module
 */
import type { SignatureReport } from '../../verdict.ts'
import { matchParty } from './parties.ts'
import type { SignedElement } from './policy.ts'
import type { Acceptance } from './signature-faults.ts'

/** The elements nobody signed who should have. */
export function unsignedElements(
  passed: readonly SignatureReport[],
  { requirements, claims, partners }: Acceptance,
): readonly SignedElement[] {
  return requirements.elements.filter(
    ({ path, by }) =>
      !passed.some(
        (report) =>
          report.signer !== undefined &&
          isElementIn(path, report) &&
          matchParty(report.signer, by, claims, partners) === 'matches',
      ),
  )
}

const WHOLE = '/'
/** A JWS covers its payload, which is all of the message. */
const PAYLOAD = 'payload'

function isElementIn(path: string, { covers, scope }: SignatureReport): boolean {
  if (path === WHOLE) return scope === 'FULL' || covers.includes(PAYLOAD)
  const asked = stepsOf(path)
  const isIn = (covered: string) => stepsOf(covered).every((step, at) => isOf(asked[at], step))
  return covers.some((covered) => covered === PAYLOAD || isIn(covered))
}

/** Whether what a signature covers is the element of a policy, or in it. */
export function isCoverOf(covered: string, path: string): boolean {
  const found = stepsOf(covered)
  return covered === PAYLOAD || stepsOf(path).every((step, at) => isOf(step, found[at]))
}

/** One of several is not all of them; the only one of its name is the first as well. */
function isOf(asked: string | undefined, found: string | undefined): boolean {
  return found !== undefined && (asked === found || asked === `${found}[1]`)
}

/**
 * All that sign a JWS sign the same, and of signed XML in it that alone is read. Both paths are
 * of reports: two elements of one local name in two namespaces are not one.
 */
export function isSignedBy(reports: readonly SignatureReport[], covered: string): boolean {
  const isIn = (each: string) =>
    each === PAYLOAD || covered === each || covered.startsWith(`${each}/`)
  return covered === PAYLOAD || reports.some(({ covers }) => covers.some(isIn))
}

/** Steps without prefixes. */
function stepsOf(path: string): readonly string[] {
  const steps = path.split('/').filter((step) => step !== '')
  return steps.map((step) => step.replace(/^[^:]*:/u, ''))
}
