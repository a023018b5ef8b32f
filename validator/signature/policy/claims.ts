/**
 * Who a message says it is from and what it says it is: what a policy goes by.
 *
 * Read from the content that goes on to be judged, so in a signed message from
 * what was signed. The places are those of `elements/message-header` and of the
 * messages of dossier systems, which name the sender beside their data.
 *
 * @module
 */
import type { XmlElement } from 'libxml2-wasm'
import { XmlElement as Element } from 'libxml2-wasm'
import { decodeUtf8 } from '../../decode.ts'
import { parseJson } from '../../json/parse.ts'
import { pointerSteps, valueAt } from '../../json/pointer.ts'
import type { JsonValue } from '../../json-value.ts'
import { childElements } from '../../xml/positions.ts'

export interface MessageClaims {
  /** Agency codes as written; more than one when a document holds several messages. */
  readonly senders: readonly string[]
  readonly receivers: readonly string[]
  /** Codes of `codelists/exchange-kinds`. */
  readonly kinds: readonly string[]
}

export const NO_CLAIMS: MessageClaims = { senders: [], receivers: [], kinds: [] }

const PLACES: Readonly<Record<keyof MessageClaims, readonly string[]>> = {
  senders: ['/ThongTinChung/BenGui/MaDonVi', '/madonvi'],
  receivers: ['/ThongTinChung/BenNhan/MaDonVi'],
  kinds: ['/ThongTinChung/LoaiDuLieu'],
}

/** Read when somebody asks: most of what is asked of signatures does not turn on them. */
export function claimsWhenAsked(read: () => MessageClaims): MessageClaims {
  let known: MessageClaims | undefined
  const claims = () => {
    known ??= read()
    return known
  }
  return {
    get senders() {
      return claims().senders
    },
    get receivers() {
      return claims().receivers
    },
    get kinds() {
      return claims().kinds
    },
  }
}

/** Of JSON text, which is read only where it has the name of a head, or could hide one. */
export function claimsOfJsonBytes(bytes: Uint8Array): MessageClaims {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (![...HEAD_NAMES, ESCAPE].some((part) => raw.includes(part))) return NO_CLAIMS
  const { text } = decodeUtf8(bytes)
  const { value } = text === undefined ? {} : parseJson(text)
  return value === undefined ? NO_CLAIMS : claimsOfJson(value)
}

/** A name may be written with escapes (RFC 8259 §7). */
const ESCAPE = '\\u'

export function claimsOfJson(value: JsonValue): MessageClaims {
  return claimsAt((steps) => {
    const found = valueAt(value, steps)
    return typeof found === 'string' ? [found] : []
  })
}

/**
 * Of each part, the messages are the element itself and those in it, or it is the head of one;
 * heads are looked for once, and not at all where the document has no such name.
 */
export function claimsOfXml(contents: readonly XmlElement[], bytes: Uint8Array): MessageClaims {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!HEAD_NAMES.some((name) => text.includes(name))) return NO_CLAIMS
  const heads = contents
    .flatMap((content) => content.find(HEADS))
    .filter((node) => node instanceof Element)
  return claimsAt(([first, ...rest]) =>
    heads.filter(({ name }) => name === first).flatMap((head) => textsAt(head, rest)),
  )
}

/** By local name: a head in another namespace claims as much, and too much is refused. */
const HEAD_NAMES = ['ThongTinChung', 'madonvi']
const HEADS = `(.|./*|./*/*)[${HEAD_NAMES.map((name) => `local-name()='${name}'`).join(' or ')}]`

function claimsAt(read: (steps: readonly string[]) => readonly string[]): MessageClaims {
  const all = (places: readonly string[]) => [
    ...new Set(places.flatMap((place) => read(pointerSteps(place)))),
  ]
  return {
    senders: all(PLACES.senders),
    receivers: all(PLACES.receivers),
    kinds: all(PLACES.kinds),
  }
}

function textsAt(element: XmlElement, [step, ...rest]: readonly string[]): readonly string[] {
  if (step === undefined) return [element.content.trim()]
  const children = childElements(element).filter(({ name }) => name === step)
  return children.flatMap((child) => textsAt(child, rest))
}
