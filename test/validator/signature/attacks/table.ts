/** The catalogue of attacks: each with its right answer, and the files that have its tests. */

export type AttackFormat = 'xml' | 'json'

/** File names without `.test.ts`; or why there is nothing to test. */
type Tests = readonly [string, ...string[]] | { readonly none: string }

export interface AttackRow {
  readonly id: string
  readonly attack: string
  readonly answer: string
  readonly xml: Tests
  readonly json: Tests
}

export const ROWS: readonly AttackRow[] = [
  {
    id: 'wrapping',
    attack: 'XSW1–8 and variants: moved, sibling, wrapper, new root, nested',
    answer: 'refused for what is covered, or for what stands beside it',
    xml: ['wrapping'],
    json: ['json-analogues'],
  },
  {
    id: 'duplicate-ids',
    attack: 'duplicate ids; Id, ID, id and xml:id mixed',
    answer: 'refused for the id',
    xml: ['identity'],
    json: ['json-analogues'],
  },
  {
    id: 'forged-object',
    attack: 'forged content in ds:Object under an enveloped signature; copies of a signature',
    answer: 'refused for the structure',
    xml: ['structure'],
    json: ['json-analogues'],
  },
  {
    id: 'target-in-signature',
    attack: 'the signed element inside the Signature that envelops it',
    answer: 'refused',
    xml: ['wrapping'],
    json: { none: 'A JWS signs its payload by position: nothing in it points at a part.' },
  },
  {
    id: 'comment-truncation',
    attack: 'a comment that cuts a signed text in two',
    answer: 'verifies, and the text is read over all its parts',
    xml: ['canonicalization'],
    json: ['json-analogues'],
  },
  {
    id: 'comment-in-value',
    attack: 'a comment in DigestValue or SignatureValue',
    answer: 'refused for the structure',
    xml: ['values'],
    json: ['jws-encoding'],
  },
  {
    id: 'several-methods',
    attack: 'several SignedInfo, a foreign child, decoy methods',
    answer: 'refused for the structure',
    xml: ['structure'],
    json: ['json-analogues'],
  },
  {
    id: 'hidden-from-digest',
    attack: 'a processing instruction as text, an attribute whose name begins with xmlns',
    answer: 'refused for the digest, or before it',
    xml: ['canonicalization'],
    json: ['json-analogues'],
  },
  {
    id: 'dtd',
    attack: 'DTD: entity, XXE, billion laughs, default attribute',
    answer: 'refused for the DTD: no expansion, no I/O',
    xml: ['parser'],
    json: ['json-analogues'],
  },
  {
    id: 'void-canonicalization',
    attack: 'a canonicalization error taken for empty content (Fragile Lock)',
    answer: 'an error, never the empty string',
    xml: ['canonicalization'],
    json: ['json-analogues'],
  },
  {
    id: 'unsigned-context',
    attack: 'namespaces, xml:base and xml:lang on unsigned ancestors under exclusive C14N',
    answer: 'the signature holds in part, and only what was signed is read',
    xml: ['canonicalization'],
    json: ['json-coverage'],
  },
  {
    id: 'encoding',
    attack: 'encoding mismatch, UTF-16, byte order mark',
    answer: 'UTF-8 only',
    xml: ['parser'],
    json: ['jws-encoding'],
  },
  {
    id: 'malformed',
    attack: 'not well-formed, deep nesting',
    answer: 'refused by the parser or a limit',
    xml: ['parser'],
    json: ['json-coverage'],
  },
  {
    id: 'weak-algorithms',
    attack: 'SHA-1, MD5, RSA-1024',
    answer: 'CRYPTO_CONSTRAINTS_FAILURE',
    xml: ['algorithms'],
    json: ['algorithms'],
  },
  {
    id: 'costly-keys',
    attack:
      'RSA keys with a huge exponent or modulus, many times over, to cost the verifier seconds',
    answer: 'refused before the key is used; each certificate tried once',
    xml: ['algorithms'],
    json: ['algorithms'],
  },
  {
    id: 'hmac',
    attack: 'HMAC keyed with the public key, truncated HMAC',
    answer: 'refused for the algorithm',
    xml: ['algorithms'],
    json: ['algorithms'],
  },
  {
    id: 'ecdsa-value',
    attack: 'ECDSA value in DER, r = s = 0',
    answer: 'refused for the value',
    xml: ['algorithms'],
    json: ['algorithms'],
  },
  {
    id: 'key-trust',
    attack: 'keys of the message itself, RetrievalMethod, wrong keyUsage, leaf as CA',
    answer: 'refused for the path, and nothing is fetched',
    xml: ['key-trust'],
    json: ['key-trust'],
  },
  {
    id: 'transforms-and-uris',
    attack: 'XSLT, XPath, external, missing and injected URIs',
    answer: 'refused for the transform or URI, and nothing is fetched',
    xml: ['references-and-transforms'],
    json: ['json-coverage'],
  },
  {
    id: 'too-many',
    attack: 'many references or transforms',
    answer: 'refused before anything is hashed',
    xml: ['references-and-transforms'],
    json: ['jws-header'],
  },
  {
    id: 'not-the-content',
    attack: 'only a Manifest or only SignedProperties signed',
    answer: 'refused for what is covered',
    xml: ['coverage'],
    json: ['json-coverage'],
  },
  {
    id: 'exclusion',
    attack: 'the signature left out',
    answer: 'refused where the policy requires one',
    xml: ['coverage'],
    json: ['json-coverage'],
  },
  {
    id: 'none',
    attack: 'no algorithm: none, nOnE, none at all',
    answer: 'refused for the algorithm',
    xml: ['algorithms'],
    json: ['jws-header'],
  },
  {
    id: 'keys-in-header',
    attack: 'jwk, jku, x5u, x5c; KeyValue and KeyName',
    answer: 'the path decides, and nothing is fetched',
    xml: ['key-trust'],
    json: ['jws-header'],
  },
  {
    id: 'critical',
    attack: 'crit: unknown, empty, not there; parameters nobody knows',
    answer: 'refused',
    xml: ['structure'],
    json: ['jws-parameters'],
  },
  {
    id: 'unencoded',
    attack: 'b64 false without crit; base64 taken for what it decodes to',
    answer: 'refused',
    xml: ['references-and-transforms'],
    json: ['jws-parameters'],
  },
  {
    id: 'unprotected',
    attack: 'what decides stands outside what is signed: alg in the unprotected header',
    answer: 'refused',
    xml: ['structure'],
    json: ['jws-parameters'],
  },
  {
    id: 'duplicate-members',
    attack: 'a name twice: of a member, of an attribute',
    answer: 'refused by the reader',
    xml: ['parser'],
    json: ['jws-header'],
  },
  {
    id: 'decompression',
    attack: 'little that becomes much: zip bomb, entity expansion',
    answer: 'refused and not expanded',
    xml: ['parser'],
    json: ['jws-encoding'],
  },
  {
    id: 'malleable-base64',
    attack: 'another text for the same bytes: padding, white space, bits that nobody reads',
    answer: 'refused in JSON; in XML white space alone is let pass, as XML Schema has it',
    xml: ['values'],
    json: ['jws-encoding'],
  },
  {
    id: 'any-of-many',
    attack: 'one good signature beside bad ones',
    answer: 'every signature must hold',
    xml: ['structure'],
    json: ['jws-header'],
  },
]
