/**
 * Compares distinguished names by RFC 5280 §7.1.
 *
 * Case and white space of the usual strings do not count, nor which of their encodings
 * was used; everything else is compared byte by byte.
 *
 * @module
 */
import type { DerElement } from './der.ts'
import { childrenOf, membersOf } from './der.ts'
import { contentOf, encodingOf, oidOf } from './values.ts'

const UTF8_STRING = 0x0c
const PRINTABLE_STRING = 0x13
const IA5_STRING = 0x16

/** Two names are the same when their keys are. */
export function nameKey(name: DerElement): string {
  const rdns = membersOf(name).map((rdn) => [...childrenOf(rdn)].map(attributeKey).sort())
  return JSON.stringify(rdns)
}

/** The name of an issuer with one more RDN: nameRelativeToCRLIssuer of RFC 5280 §4.2.1.13. */
export function relativeNameKey(issuerKey: string, rdn: DerElement): string {
  const above = JSON.parse(issuerKey) as readonly (readonly string[])[]
  return JSON.stringify([...above, [...childrenOf(rdn)].map(attributeKey).sort()])
}

function attributeKey(attribute: DerElement): string {
  const [type, value] = membersOf(attribute)
  return `${oidOf(type)}=${value === undefined ? '' : valueKey(value)}`
}

function valueKey(value: DerElement): string {
  const { tag } = value
  if (tag !== UTF8_STRING && tag !== PRINTABLE_STRING && tag !== IA5_STRING) {
    return `#${Buffer.from(encodingOf(value)).toString('hex')}`
  }
  const text = Buffer.from(contentOf(value)).toString('utf8')
  return text.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/gu, ' ')
}
