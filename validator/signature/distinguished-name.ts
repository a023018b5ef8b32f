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

/**
 * RFC 4514 §2.4. Anybody can make a certificate: what moves the cursor, colours a line or turns
 * the direction of writing is escaped as well, so that no name can look like a line of a report.
 */
function escapeValue(text: string): string {
  return text
    .replaceAll(/[",+;<>\\]/gu, String.raw`\$&`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeBytes)
    .replace(/^[ #]/u, String.raw`\$&`)
    .replace(/ $/u, String.raw`\ `)
}

function escapeBytes(character: string): string {
  const bytes = [...Buffer.from(character)]
  return bytes.map((byte) => `\\${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')
}

/** The first value of that short name in a name that `formatName` wrote, without its escapes. */
export function readAttribute(written: string, shortName: string): string | undefined {
  const parts = written.match(/(?:\\.|[^,\\])+/gu) ?? []
  const value = parts.find((part) => part.startsWith(`${shortName}=`))?.slice(shortName.length + 1)
  return value?.replaceAll(/\\([",+;<>\\ #])/gu, '$1')
}
