/**
 * Distinguished names as RFC 4514 writes them.
 *
 * @module
 */
import type { RelativeDistinguishedNames } from 'pkijs'

/** Short names of RFC 4514 §3 and those Vietnamese certificates use beside them. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

/** RFC 4514 §2.1: the last relative name comes first. */
export function formatName(name: RelativeDistinguishedNames): string {
  return name.typesAndValues
    .map(({ type, value }) => `${SHORT_NAMES[type] ?? type}=${escapeValue(textOf(value))}`)
    .reverse()
    .join(',')
}

/** Every value, in order: a subject may have several of one kind. */
export function nameAttributes(name: RelativeDistinguishedNames, oid: string): readonly string[] {
  return name.typesAndValues.filter(({ type }) => type === oid).map(({ value }) => textOf(value))
}

function textOf(value: unknown): string {
  const { valueBlock } = value as { readonly valueBlock?: { readonly value?: unknown } }
  return typeof valueBlock?.value === 'string' ? valueBlock.value : ''
}

/** RFC 4514 §2.4. */
function escapeValue(text: string): string {
  return text
    .replaceAll(/[",+;<>\\]/gu, String.raw`\$&`)
    .replaceAll('\u0000', String.raw`\00`)
    .replace(/^[ #]/u, String.raw`\$&`)
    .replace(/ $/u, String.raw`\ `)
}
