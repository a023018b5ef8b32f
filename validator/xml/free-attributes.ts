/**
 * Attributes that any element may have, whatever its structure.
 *
 * @module
 */
const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const XML = 'http://www.w3.org/XML/1998/namespace'
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'

/** Attributes that say nothing of the record: where its schema is, and what a signature means. */
const FREE_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['', ['Id', 'ID', 'id']],
  [XML, ['id']],
  [WSU, ['Id']],
  [XSI, ['schemaLocation', 'noNamespaceSchemaLocation']],
])

export function isFreeAttribute(namespaceUri: string, name: string): boolean {
  return FREE_ATTRIBUTES.get(namespaceUri)?.includes(name) ?? false
}
