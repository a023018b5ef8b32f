/**
 * Whether each element that a policy names is signed by the party that it names.
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
        ({ covers, signer }) =>
          signer !== undefined &&
          covers.some((covered) => isWithin(path, covered)) &&
          matchParty(signer, by, claims, partners) === 'matches',
      ),
  )
}

/** All that sign a JWS sign the same, and of signed XML in it that alone is read. */
export function isSignedBy(reports: readonly SignatureReport[], covered: string): boolean {
  const isCovered = ({ covers }: SignatureReport) => covers.some((each) => isWithin(covered, each))
  return covered === 'payload' || reports.some(isCovered)
}

/** A JWS covers its payload, which is all of the message; in XML, what is below is covered too. */
export function isWithin(path: string, covered: string): boolean {
  if (covered === 'payload') return true
  const [inner, outer] = [stepsOf(path), stepsOf(covered)]
  return outer.every((step, index) => step === inner[index])
}

/** Steps without prefixes; a position stays, as one of several is not all of them. */
function stepsOf(path: string): readonly string[] {
  const steps = path.split('/').filter((step) => step !== '')
  return steps.map((step) => step.replace(/^[^:]*:/u, ''))
}
