/**
 * An absolute URI by the grammar of RFC 3986, Appendix A.
 *
 * The usual expression takes `http://:port` for a path that begins with a colon;
 * XML Schema does not, and neither does who has to open the address.
 *
 * @module
 */

const PCHAR = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
const USER_INFO = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*@"
const NAME = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*"
/** IPv6 and later: what is inside is for who looks the host up. */
const LITERAL = "\\[[A-Za-z0-9\\-._~!$&'()*+,;=:]+\\]"

const SCHEME = '[A-Za-z][A-Za-z0-9+.\\-]*:'
const AUTHORITY = `//(?:${USER_INFO})?(?:${LITERAL}|${NAME})(?::[0-9]*)?(?:/${PCHAR}*)*`
const ABSOLUTE = `/(?:${PCHAR}+(?:/${PCHAR}*)*)?`
const ROOTLESS = `${PCHAR}+(?:/${PCHAR}*)*`
const REST = `(?:${PCHAR}|[/?])*`

const URI = new RegExp(
  `^${SCHEME}(?:${AUTHORITY}|${ABSOLUTE}|${ROOTLESS})?(?:\\?${REST})?(?:#${REST})?$`,
  'u',
)

/** RFC 9110, 4.2.1 and 4.2.2: without a host there is nobody to ask. */
const HTTP_WITHOUT_HOST = /^https?:(?!\/\/)|^https?:\/\/(?:[^/?#@]*@)?(?:[:/?#]|$)/iu

export function isUri(text: string): boolean {
  return URI.test(text) && !HTTP_WITHOUT_HOST.test(text)
}
