/**
 * Name constraints along a path: RFC 5280 §4.2.1.10, §6.1.3 (b), (c) and §6.1.4 (g).
 *
 * An issuer may be limited to names within some subtrees and outside others; what it issues
 * beyond that is not believed. An anchor that is a certificate with constraints is limited by
 * them too, as RFC 5937 has it. What cannot be read or compared is never within.
 *
 * @module
 */
import type { DerElement } from './asn1/der.ts'
import { childrenOf, context, DerFault, membersOf } from './asn1/der.ts'
import type { GeneralName } from './asn1/general-names.ts'
import { directoryName, mailNamesIn, readGeneralName } from './asn1/general-names.ts'
import type { Certificate } from './certificate.ts'
import { certificateParts } from './certificate-parts.ts'
import { isComparable, isWithinSubtree } from './name-subtrees.ts'

export const NAME_CONSTRAINTS = '2.5.29.30'
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
const PERMITTED = context(0)
const EXCLUDED = context(1)

/** Each name is held against each subtree, and both may be many. */
const COMPARISON_COUNT_MAX = 4_096

interface Constraints {
  /** Of each issuer that permits: a name has to be in one of its subtrees of that kind. */
  readonly permitted: (readonly GeneralName[])[]
  readonly excluded: GeneralName[]
  comparisonsLeft: number
}

/** `path` is from the signer to the anchor. False too for names that cannot be read. */
export function namesHold(path: readonly Certificate[]): boolean {
  if (!path.some(hasNameConstraints)) return true
  const constraints: Constraints = {
    permitted: [],
    excluded: [],
    comparisonsLeft: COMPARISON_COUNT_MAX,
  }
  const [anchor, ...chain] = path.toReversed()
  try {
    if (anchor !== undefined) constrain(anchor, constraints)
    return chain.every((certificate, index) => {
      const isLast = index === chain.length - 1
      if (!isExempt(certificate, isLast) && !mayBeNamed(certificate, constraints)) return false
      constrain(certificate, constraints)
      return true
    })
  } catch (thrown) {
    if (thrown instanceof DerFault) return false
    throw thrown
  }
}

export function hasNameConstraints(certificate: Certificate): boolean {
  return certificateParts(certificate).extensions.some(({ oid }) => oid === NAME_CONSTRAINTS)
}

/** §6.1.3 (b): an issuer that renews its own key is still who it was. */
function isExempt(certificate: Certificate, isLast: boolean): boolean {
  const { issuerKey, subjectKey } = certificateParts(certificate)
  return !isLast && issuerKey === subjectKey
}

function constrain(certificate: Certificate, constraints: Constraints): void {
  const value = extensionOf(certificate, NAME_CONSTRAINTS)
  if (value === undefined) return
  const fields = membersOf(value)
  if (fields.length === 0) throw new DerFault('constraints of nothing')
  for (const trees of fields) {
    const subtrees = [...childrenOf(trees)].map(readSubtree)
    if (subtrees.length === 0) throw new DerFault('no subtrees')
    if (trees.tag === PERMITTED) constraints.permitted.push(subtrees)
    else if (trees.tag === EXCLUDED) constraints.excluded.push(...subtrees)
    else throw new DerFault('neither permitted nor excluded')
  }
}

/** §4.2.1.10: no minimum but zero, which DER leaves out, and no maximum. */
function readSubtree(subtree: DerElement): GeneralName {
  const [base, ...distances] = membersOf(subtree)
  if (base === undefined || distances.length > 0) throw new DerFault('a subtree with distances')
  const name = readGeneralName(base)
  if (!isComparable(name, 'subtree')) throw new DerFault('a subtree of no names')
  return name
}

function mayBeNamed(certificate: Certificate, constraints: Constraints): boolean {
  return namesOf(certificate).every((name) => {
    const isIn = (subtree: GeneralName) => {
      constraints.comparisonsLeft -= 1
      if (constraints.comparisonsLeft < 0) throw new DerFault('more names than are compared')
      return isWithinSubtree(name, subtree)
    }
    const ofKind = constraints.permitted
      .map((subtrees) => subtrees.filter((each) => isOfOneKind(each, name)))
      .filter((subtrees) => subtrees.length > 0)
    const excluding = constraints.excluded.filter((each) => isOfOneKind(each, name))
    if (ofKind.length === 0 && excluding.length === 0) return true
    return (
      isComparable(name, 'name') &&
      ofKind.every((subtrees) => subtrees.some(isIn)) &&
      !excluding.some(isIn)
    )
  })
}

function isOfOneKind(subtree: GeneralName, name: GeneralName): boolean {
  if (subtree.kind === 'other') return name.kind === 'other' && subtree.tag === name.tag
  return subtree.kind === name.kind
}

/** All that it is called; a mail address in the subject counts beside alternative names too. */
function namesOf(certificate: Certificate): readonly GeneralName[] {
  const { subjectKey, subjectName } = certificateParts(certificate)
  const subject = directoryName(subjectKey)
  const alternative = extensionOf(certificate, SUBJECT_ALTERNATIVE_NAME)
  return [
    ...(subject.rdns.length === 0 ? [] : [subject]),
    ...mailNamesIn(subjectName),
    ...(alternative === undefined ? [] : membersOf(alternative).map(readGeneralName)),
  ]
}

function extensionOf(certificate: Certificate, identifier: string): DerElement | undefined {
  const { extensions } = certificateParts(certificate)
  return extensions.find(({ oid }) => oid === identifier)?.value()
}
