/**
 * The name and the namespace of a record's root element.
 *
 * @module
 */
import type { SchemaVersion } from '../catalogue.ts'
import { xmlNamespace } from '../catalogue.ts'
import { textMember } from '../json-value.ts'

/** Local name of the root element: `x-root`, else the last path segment in PascalCase. */
export function rootElementName({ ref, document }: SchemaVersion): string {
  const last = ref.path.split('/').at(-1) ?? ''
  const pascal = last.replaceAll(/(?:^|-)([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase())
  return textMember(document, 'x-root') ?? pascal
}

/** Namespace of the elements: `x-namespace`, else the canonical one. */
export function recordNamespace({ ref, document }: SchemaVersion, base: string): string {
  return textMember(document, 'x-namespace') ?? xmlNamespace(ref, base)
}
