/**
 * Writes namespaces as a start tag declares them.
 *
 * @module
 */

/** Each after a space; the prefix of the default namespace is empty. */
export function namespaceDeclarations(namespaces: readonly (readonly [string, string])[]): string {
  return namespaces
    .map(([prefix, uri]) => ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escaped(uri)}"`)
    .join('')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

function escaped(uri: string): string {
  return uri.replaceAll(/[&<"\t\n\r]/gu, (found) => ESCAPES[found] ?? found)
}
