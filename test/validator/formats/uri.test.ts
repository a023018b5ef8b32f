/** Absolute URIs by RFC 3986. */
import { describe, expect, test } from 'vitest'
import { isUri } from '../../../validator/formats/uri.ts'

describe('a URI', () => {
  test.for([
    // RFC 3986 §1.1.2, the examples.
    'ftp://ftp.is.co.za/rfc/rfc1808.txt',
    'http://www.ietf.org/rfc/rfc2396.txt',
    'ldap://[2001:db8::7]/c=GB?objectClass?one',
    'mailto:John.Doe@example.com',
    'news:comp.infosystems.www.servers.unix',
    'tel:+1-816-555-1212',
    'telnet://192.0.2.16:80/',
    'urn:oasis:names:specification:docbook:dtd:xml:4.1.2',
    'file:///a',
    'https://user:word@example.invalid:/?#',
    'a:',
    'HTTP://a@[::1]',
  ])('may be %s', (text) => {
    expect(isUri(text)).toBe(true)
  })

  test.for([
    '',
    '/a',
    'a',
    '//example.invalid/',
    'http://:port/',
    'http://',
    'https://:80/',
    'http://user@/a',
    'http:/a',
    'https://example.invalid:8a/',
    'http://example.invalid/Hồ',
    'http://example.invalid/%2',
    'http://example.invalid/a b',
    'http://[::1/',
    'http://a/#b#c',
    '1http://a',
  ])('is not "%s"', (text) => {
    expect(isUri(text)).toBe(false)
  })

  test('is told in time proportional to its length', () => {
    expect(isUri(`http://${'a:'.repeat(200_000)}^`)).toBe(false)
  })
})
