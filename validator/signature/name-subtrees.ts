/**
 * Whether a name is within a subtree of names of its kind: RFC 5280 §4.2.1.10.
 *
 * @module
 */
import type { AddressName, DirectoryName, GeneralName } from './asn1/general-names.ts'

/** A name of a host: letters, digits, hyphens, underscores; no wildcard, which is many names. */
const HOST =
  /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/iu
const HOST_LENGTH_MAX = 253
/** The host of a URI that has an authority. */
const URI = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#@:]+)(?::\d*)?(?:[/?#].*)?$/iu
/** TeletexString, UniversalString, BMPString: the same text again, and its key another. */
const RARE = /=#(?:14|1c|1e)/u
/** §4.2.1.10: a host and not an address. */
const NUMERIC = /(?:^|\.)\d+$/u

/**
 * Whether it is understood well enough to be compared; of a subtree, whether it is one.
 * A subtree of a kind that nobody compares is one, and no name of that kind is within it.
 */
export function isComparable(name: GeneralName, as: 'name' | 'subtree'): boolean {
  if (name.kind === 'directory') return !name.rdns.some((rdn) => RARE.test(rdn))
  if (name.kind === 'other') return as === 'subtree'
  if (name.kind === 'address') return as === 'name' ? isAddress(name) : isNetwork(name)
  return as === 'name' ? hostIn(name.kind, name.text) !== undefined : isHostTree(name.text)
}

/** Both of one kind and comparable. */
export function isWithinSubtree(name: GeneralName, subtree: GeneralName): boolean {
  if (name.kind === 'directory' && subtree.kind === 'directory') return isBelow(name, subtree)
  if (name.kind === 'address' && subtree.kind === 'address') return isInNetwork(name, subtree)
  if (name.kind === 'mail' && subtree.kind === 'mail') return isMailOf(name.text, subtree.text)
  if (name.kind === 'dns' && subtree.kind === 'dns') return isInDomain(name.text, subtree.text)
  if (name.kind !== 'uri' || subtree.kind !== 'uri') return false
  return isOfHost(hostIn('uri', name.text) ?? '', subtree.text)
}

function isBelow({ rdns }: DirectoryName, { rdns: above }: DirectoryName): boolean {
  return above.every((rdn, index) => rdns[index] === rdn)
}

/** §7.5: before the `@` case counts. */
function isMailOf(mailbox: string, tree: string): boolean {
  const at = tree.lastIndexOf('@')
  const host = hostIn('mail', mailbox) ?? ''
  if (at < 0) return isOfHost(host, tree)
  const isSameUser = mailbox.slice(0, mailbox.lastIndexOf('@')) === tree.slice(0, at)
  return isSameUser && isOfHost(host, tree.slice(at + 1))
}

/** A host alone is that host; behind a full stop, all below that domain and not itself. */
function isOfHost(host: string, tree: string): boolean {
  const [one, other] = [host.toLowerCase(), tree.toLowerCase()]
  return other === '' || (other.startsWith('.') ? one.endsWith(other) : one === other)
}

/** The domain and all below; a full stop before it, which none should have, leaves it out. */
function isInDomain(host: string, tree: string): boolean {
  const [one, other] = [host.toLowerCase(), tree.toLowerCase()]
  return isOfHost(one, other) || (!other.startsWith('.') && one.endsWith(`.${other}`))
}

function hostIn(kind: 'mail' | 'dns' | 'uri', text: string): string | undefined {
  const host = kind === 'dns' ? text : kind === 'mail' ? mailHost(text) : URI.exec(text)?.[1]
  if (host === undefined || !isHost(host)) return undefined
  return kind === 'uri' && NUMERIC.test(host) ? undefined : host
}

function mailHost(mailbox: string): string | undefined {
  const at = mailbox.lastIndexOf('@')
  return at <= 0 ? undefined : mailbox.slice(at + 1)
}

function isHost(text: string): boolean {
  return text.length <= HOST_LENGTH_MAX && HOST.test(text)
}

/** Empty is every host. */
function isHostTree(text: string): boolean {
  const at = text.lastIndexOf('@')
  const host = text.slice(at + 1).replace(/^\./u, '')
  return at === 0 ? false : text === '' || isHost(host)
}

function isAddress({ bytes }: AddressName): boolean {
  return bytes.byteLength === 4 || bytes.byteLength === 16
}

/** An address and a mask: ones, then zeros. */
function isNetwork({ bytes }: AddressName): boolean {
  if (bytes.byteLength !== 8 && bytes.byteLength !== 32) return false
  const mask = [...bytes.subarray(bytes.byteLength / 2)]
  return /^1*0*$/u.test(mask.map((byte) => byte.toString(2).padStart(8, '0')).join(''))
}

function isInNetwork({ bytes }: AddressName, { bytes: network }: AddressName): boolean {
  const size = network.byteLength / 2
  return (
    bytes.byteLength === size &&
    bytes.every((byte, index) => {
      const mask = network[size + index] ?? 0
      return (byte & mask) === ((network[index] ?? 0) & mask)
    })
  )
}
