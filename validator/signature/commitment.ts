/**
 * What a signer says to commit to, as far as it may stand in a report.
 *
 * A commitment is named by a URI or an object identifier; a text that is neither is somebody's
 * words, and a report has none of a message.
 *
 * @module
 */

const IDENTIFIER_LENGTH_MAX = 200
const IDENTIFIER = /^(?:[A-Za-z][A-Za-z0-9+.-]*:[!-~]+|[0-2](?:\.\d+)+)$/u

/** The same, of those that are identifiers. */
export function commitmentIdentifiers(written: readonly string[]): readonly string[] {
  return written
    .map((each) => each.trim())
    .filter((each) => each.length <= IDENTIFIER_LENGTH_MAX && IDENTIFIER.test(each))
}
