/**
 * Every limit the validator keeps, with its unit in its name.
 *
 * Each has a test that goes one past it.
 *
 * @module
 */

/** Largest document taken: what one libxml2 text node may hold. */
export const DOCUMENT_BYTES_MAX = 10_000_000

/** Of a stream of records, so much at a time is judged as one document. */
export const BATCH_BYTES = 262_144

/** Deepest nesting of objects, arrays or elements. libxml2 itself stops at 256. */
export const NESTING_DEPTH_MAX = 200

/** Attributes and namespaces of an element and those around it: libxml2 takes their square. */
export const ATTRIBUTE_COUNT_MAX = 500

/** A verdict holds at most this many issues and says when there were more. */
export const ISSUE_COUNT_MAX = 1_000

/** Signatures looked at in one document; more is refused before any is verified. */
export const SIGNATURE_COUNT_MAX = 8

/** Parts left uncovered by a signature that a report names; it says when there are more. */
export const UNCOVERED_PART_COUNT_MAX = 100

/** ds:Reference elements in one ds:SignedInfo. */
export const REFERENCE_COUNT_MAX = 8

/** ds:Transform elements in one ds:Reference. */
export const TRANSFORM_COUNT_MAX = 3

/** Certificates in a path, leaf and anchor included. */
export const CERTIFICATE_PATH_LENGTH_MAX = 8

/** Certificates taken from one message (x5c, ds:X509Certificate). */
export const MESSAGE_CERTIFICATE_COUNT_MAX = 8

/** Recipients of one encryption, and so private-key operations for each key of ours. */
export const RECIPIENT_COUNT_MAX = 8

/** xenc:EncryptedData elements in one document. */
export const ENCRYPTED_PART_COUNT_MAX = 16

/** Values of a code list that are written into its schema as `enum`. */
export const ENUM_VALUES_MAX = 300
