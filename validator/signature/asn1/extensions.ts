/**
 * Extensions of X.509: an identifier, whether it is critical, and a value.
 *
 * @module
 */
import type { DerElement } from './der.ts'
import { DER, DerFault, membersOf, readDer } from './der.ts'
import { booleanOf, contentOf, oidOf } from './values.ts'

export interface Extension {
  readonly oid: string
  readonly isCritical: boolean
  /** The value, read where it is DER as it should be. */
  readonly value: () => DerElement
}

/** RFC 5280 §4.2: none may come twice. */
export function readExtensions(list: DerElement): readonly Extension[] {
  const extensions = membersOf(list).map(readExtension)
  if (new Set(extensions.map(({ oid }) => oid)).size < extensions.length) {
    throw new DerFault('an extension comes twice')
  }
  return extensions
}

function readExtension(element: DerElement): Extension {
  const [name, second, third] = membersOf(element)
  const critical = second?.tag === DER.boolean ? second : undefined
  const value = critical === undefined ? second : third
  if (value?.tag !== DER.octetString) throw new DerFault('an extension without a value')
  return {
    oid: oidOf(name),
    isCritical: critical !== undefined && booleanOf(critical),
    value: () => readDer(contentOf(value)),
  }
}
