/**
 * What the validator answers: a judgement of one document, as data.
 *
 * The shape is published as `api/verdict` in the catalogue; a test holds the
 * two together. No member ever contains a value of the judged document.
 *
 * @module
 */

/** The same sentence in Vietnamese and English. */
export interface Bilingual {
  readonly vi: string
  readonly en: string
}

/** Where the law says so: one provision of one instrument. */
export interface LegalBasis {
  /** Number and issuing body, e.g. `26/2023/QH15`. */
  readonly instrument: string
  /** Vietnamese title of the instrument, e.g. `Luật Căn cước`. */
  readonly title?: string
  readonly article?: string
  readonly clause?: string
  readonly point?: string
  /** Date signed or adopted, YYYY-MM-DD. */
  readonly date?: string
  readonly url?: string
  /** Where the provision was read, when neither article nor address is known. */
  readonly locator?: string
}

export type Severity = 'error' | 'warning' | 'info'

export interface Issue {
  /** Stable, kebab-case: a row of `issueKinds`. */
  readonly code: string
  readonly severity: Severity
  readonly message: Bilingual
  /** RFC 6901 JSON Pointer into the instance; "" is the whole of it. */
  readonly instanceLocation: string
  /** Named path in an XML document, e.g. `/CongDan/HoVaTen[1]/Ho`. */
  readonly xpath?: string
  /** 1-based line of the document as received. */
  readonly line?: number
  /** 1-based column, in UTF-16 code units. */
  readonly column?: number
  /** The keyword that decided, as an absolute schema URL with a JSON Pointer fragment. */
  readonly schemaLocation?: string
  /** The field's legal name. */
  readonly field?: Bilingual
  readonly legalBasis?: readonly LegalBasis[]
  /** True when the XSD of the structure refuses it as well; only where it was asked. */
  readonly xsd?: true
  /** Facts a program can act on: what was expected. Never what was found. */
  readonly params?: Readonly<Record<string, unknown>>
}

/** Main indications of ETSI EN 319 102-1 clause 5.1.3. */
export type Indication = 'TOTAL_PASSED' | 'INDETERMINATE' | 'TOTAL_FAILED'

/** Of the sub-indications of ETSI EN 319 102-1 those that a report may have. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'REVOKED'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND'

export interface Signer {
  /** RFC 4514 string of the certificate's subject. */
  readonly subject: string
  readonly issuer: string
  /** Hexadecimal, as X.509 tools print it. */
  readonly serialNumber: string
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  readonly fingerprint: string
  readonly notBefore: string
  readonly notAfter: string
  /** From the subject's UID `MST:…`, where Vietnamese CAs bind the tax code. */
  readonly taxCode?: string
  /** Identifier of the agency, such as `H56.14`, where the certificate names one. */
  readonly agencyCode?: string
}

/** One certificate of a path, signer first. */
export interface CertificateFact {
  /** RFC 4514. */
  readonly subject: string
  readonly issuer: string
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  readonly fingerprint: string
  /** RFC 3339. */
  readonly notBefore: string
  readonly notAfter: string
}

/** What a CRL (RFC 5280 §5) or an OCSP response (RFC 6960) says of one certificate. */
export interface RevocationFact {
  /** Fingerprint of the certificate it speaks of. */
  readonly certificate: string
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly source: 'crl' | 'ocsp'
  /** Configured at the verifier, or sent along with the signature. */
  readonly from: 'configured' | 'embedded'
  /** RFC 3339: thisUpdate. */
  readonly producedAt: string
  readonly revokedAt?: string
}

/** By what something was signed that a signature is believed for. */
export interface AlgorithmUse {
  readonly of: 'certificate' | 'crl' | 'ocsp' | 'timestamp'
  /** Fingerprint: of what was signed, of whom evidence speaks, of who gave a timestamp. */
  readonly certificate: string
  /** Row of the table of algorithms, such as `rsa-pkcs1-2048`. */
  readonly algorithm: string
  /** Last day on which it was recommended, YYYY-MM-DD, where that has passed. */
  readonly recommendedUntil?: string
}

/** One RFC 3161 timestamp over a signature. */
export interface TimestampFact {
  /** RFC 3339; of the token, believed only when it passed. */
  readonly time?: string
  readonly authority?: Signer
  readonly indication: Indication
  readonly subIndication?: SubIndication
  /** What it is believed for: itself, and the path of its authority. */
  readonly evidence?: readonly AlgorithmUse[]
}

export interface ProvedTime {
  /** RFC 3339. */
  readonly time: string
  readonly by: 'timestamp' | 'receipt'
}

/** What was established about a signature, apart from what was concluded of it. */
export interface SignatureFacts {
  /** Row of the table of algorithms, such as `rsa-pss-2048`. */
  readonly algorithm?: string
  /** Baseline level of ETSI EN 319 132-1 (XAdES) or TS 119 182-1 (JAdES). */
  readonly level?: 'B-B' | 'B-T' | 'B-LT'
  readonly digestAlgorithms?: readonly string[]
  readonly path?: readonly CertificateFact[]
  /** What the signer's certificate is for, as object identifiers; absent when it does not say. */
  readonly purposes?: readonly string[]
  readonly revocation?: readonly RevocationFact[]
  /** What the signer is believed for: the path, and what says that it is not revoked. */
  readonly evidence?: readonly AlgorithmUse[]
  readonly timestamps?: readonly TimestampFact[]
  /** Commitment types the signer states: URIs or OIDs. */
  readonly commitments?: readonly string[]
  /** RFC 3339: a time before which the signature was certainly made, and what proves it. */
  readonly provedTime?: ProvedTime
}

export interface SignatureReport {
  readonly format: 'jws' | 'xmldsig'
  readonly indication: Indication
  readonly subIndication?: SubIndication
  /** FULL when nothing of the document but the signatures is left uncovered. */
  readonly scope: 'FULL' | 'PARTIAL' | 'NONE'
  /** What the signature covers: XPaths in XML, `payload` in JWS. */
  readonly covers: readonly string[]
  /** What nothing in this signature covers: the first parts, with the finding `uncovered-more`. */
  readonly uncovered: readonly string[]
  /** Signature algorithm: JOSE `alg` name or XML-DSig URI. */
  readonly algorithm?: string
  readonly signer?: Signer
  /** RFC 3339 time the signer claims; information only. */
  readonly claimedTime?: string
  /** Where the signature stands: XPath, or JSON Pointer into a JWS JSON serialisation. */
  readonly location: string
  /** In words that a clerk understands: valid or not, why, who signed, when, and what is whole. */
  readonly message: Bilingual
  /** Codes of what weakens or breaks the signature, e.g. `algorithm-legacy`. */
  readonly findings: readonly string[]
  readonly facts?: SignatureFacts
}

export interface SchemaUsed {
  /** `path@version`. */
  readonly ref: string
  readonly id: string
  /** ISO/IEC 11179-6 registration status. */
  readonly status: string
  /** How the schema was chosen. */
  readonly chosenBy: 'request' | 'instance' | 'namespace' | 'recognition'
}

/** How a message was encrypted, and whether it could be read. */
export interface EncryptionUsed {
  /** JOSE `alg`. */
  readonly algorithm: string
  /** JOSE `enc`. */
  readonly contentEncryption: string
  /** Name of the key it is for, as the sender gives it. */
  readonly recipient?: string
  /** Of all the keys, where it is for several and stays closed. */
  readonly recipients?: readonly string[]
  readonly isDecrypted: boolean
}

/** By which rules of acceptance the signatures were judged. */
export interface PolicyUsed {
  readonly id: string
  /** Absent: the default of the policy. */
  readonly rule?: string
}

export interface Verdict {
  /** Name the caller gave the document, e.g. a file name. */
  readonly document?: string
  /** True when no issue is an error and every signature passed, or as many as the policy asks. */
  readonly valid: boolean
  /** Absent when the document could not be read far enough to need a schema. */
  readonly schema?: SchemaUsed
  /** The day against which code lists were read, YYYY-MM-DD. */
  readonly asOf?: string
  readonly format: 'json' | 'xml' | 'unknown'
  /** Whether the XSD accepts every record; absent where it was not asked or there is none. */
  readonly xsdValid?: boolean
  readonly issues: readonly Issue[]
  /** True when there were more issues than `ISSUE_COUNT_MAX`. */
  readonly truncated: boolean
  readonly signatures: readonly SignatureReport[]
  /** Absent when the message was not encrypted. */
  readonly encryption?: EncryptionUsed
  /** Absent when no policy was configured. */
  readonly policy?: PolicyUsed
}
