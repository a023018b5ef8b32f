/**
 * The kinds of names in certificates and in what constrains them: GeneralName, RFC 5280 §4.2.1.6.
 *
 * @module
 */
import type { DerElement } from './der.ts'
import { childrenOf, context, DerFault, membersOf, onlyChild, readDer } from './der.ts'
import { nameKey } from './name.ts'
import { contentOf, oidOf } from './values.ts'

/** RDNs from the root downwards, to be compared as RFC 5280 §7.1 says. */
export interface DirectoryName {
  readonly kind: 'directory'
  readonly rdns: readonly string[]
}

export interface TextName {
  readonly kind: 'mail' | 'dns' | 'uri'
  readonly text: string
}

/** An address, or in a constraint an address and its mask. */
export interface AddressName {
  readonly kind: 'address'
  readonly bytes: Uint8Array
}

/** Of a kind that nobody here compares; `tag` tells it from the others. */
export interface OtherName {
  readonly kind: 'other'
  readonly tag: number
}

export type GeneralName = DirectoryName | TextName | AddressName | OtherName

const TEXT_KINDS: ReadonlyMap<number, TextName['kind']> = new Map([
  [0x81, 'mail'],
  [0x82, 'dns'],
  [0x86, 'uri'],
])
const ADDRESS = 0x87
const DIRECTORY = context(4)
const EMAIL_ADDRESS = '1.2.840.113549.1.9.1'

/** Throws DerFault. */
export function readGeneralName(element: DerElement): GeneralName {
  const { tag } = element
  const kind = TEXT_KINDS.get(tag)
  if (kind !== undefined) return { kind, text: asciiOf(element) }
  if (tag === DIRECTORY) return directoryName(nameKey(onlyChild(element)))
  return tag === ADDRESS ? { kind: 'address', bytes: contentOf(element) } : { kind: 'other', tag }
}

/** `key` is what `nameKey` gave. */
export function directoryName(key: string): DirectoryName {
  const rdns = JSON.parse(key) as readonly (readonly string[])[]
  return { kind: 'directory', rdns: rdns.map((rdn) => JSON.stringify(rdn)) }
}

/** Addresses that stand in a subject, where they stood before there were alternative names. */
export function mailNamesIn(subject: Uint8Array): readonly TextName[] {
  return membersOf(readDer(subject))
    .flatMap((rdn) => [...childrenOf(rdn)].map(membersOf))
    .filter(([type]) => oidOf(type) === EMAIL_ADDRESS)
    .map(([, value]) => {
      if (value === undefined) throw new DerFault('an attribute without a value')
      return { kind: 'mail', text: asciiOf(value) }
    })
}

function asciiOf(element: DerElement): string {
  const bytes = contentOf(element)
  if (bytes.some((byte) => byte < 0x20 || byte > 0x7e)) throw new DerFault('no plain text')
  return Buffer.from(bytes).toString('latin1')
}
