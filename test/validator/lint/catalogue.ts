/** A small catalogue without a fault, to break in one place at a time. */
import { readCatalogueFolder } from '../../../sources/index.ts'
import type { CatalogueEntry, CodeListValue, JsonObject } from '../../../validator/index.ts'
import { parseSchemaRef } from '../../../validator/index.ts'

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
const BASIS = { instrument: '1/2026/TEST', article: '1', date: '2026-01-01' }
const EVIDENCE = { level: 'observed', source: 'Test', locator: 'page 1' }

function names(title: string): JsonObject {
  return {
    title,
    description: `${title} của phép thử.`,
    'x-en': { title: `${title} (en)`, description: 'Of a test.' },
  }
}

export function document(ref: string, kind: string, more: JsonObject): JsonObject {
  return {
    $schema: DIALECT,
    $id: `/schemas/${ref.replace('@', '/')}`,
    ...names('Thử nghiệm'),
    'x-kind': kind,
    'x-status': 'Recorded',
    'x-owner': { name: 'Test' },
    'x-legalBasis': [BASIS],
    'x-evidence': EVIDENCE,
    ...more,
  }
}

export function field(more: JsonObject): JsonObject {
  return { ...names('Trường'), 'x-evidence': EVIDENCE, 'x-personalData': 'public', ...more }
}

export function entry(
  ref: string,
  kind: string,
  more: JsonObject,
  values?: readonly CodeListValue[],
): CatalogueEntry {
  const whole = { ref: parseSchemaRef(ref), document: document(ref, kind, more) }
  return values === undefined ? whole : { ...whole, values }
}

export const RECORD = 'national/test/person@1.0.0'
export const LIST = 'codelists/colours@1.0.0'

const PROFILE = (await readCatalogueFolder()).filter(({ ref }) => ref.path === 'vocabulary/profile')

/** What the fault-free record and list may name. */
export const AROUND: readonly CatalogueEntry[] = [
  ...PROFILE,
  entry('codelists/unfinished@1.0.0', 'codelist', { 'x-status': 'Incomplete', type: 'string' }, [
    { code: '1', vi: 'Một' },
  ]),
  entry('codelists/religions@1.0.0', 'codelist', { type: 'string' }, [{ code: '1', vi: 'Một' }]),
  entry('codelists/exchange-kinds@1.0.0', 'codelist', { type: 'string', 'x-status': 'Standard' }, [
    { code: 'test-data', vi: 'Thử' },
  ]),
  entry('elements/personal-id@1.0.0', 'element', { type: 'string', maxLength: 12 }),
  entry('elements/secret@1.0.0', 'element', { type: 'string', 'x-personalData': 'sensitive' }),
  entry('elements/old@1.0.0', 'element', { type: 'string', 'x-status': 'Superseded' }),
  entry('elements/candidate@1.0.0', 'element', { type: 'string', 'x-status': 'Candidate' }),
]

export function record(more: JsonObject = {}): CatalogueEntry {
  return entry(RECORD, 'record', {
    type: 'object',
    additionalProperties: false,
    required: ['Ma'],
    properties: {
      Ma: field({ $ref: '/schemas/codelists/colours/1.0.0' }),
      Ten: field({ type: 'string', maxLength: 10 }),
    },
    ...more,
  })
}

export function withFields(properties: JsonObject, more: JsonObject = {}): CatalogueEntry {
  return record({ required: [], properties, ...more })
}

export function codeList(
  values: readonly CodeListValue[] = [
    { code: '01', vi: 'Đỏ', en: 'Red', validTo: '2026-01-01', replacedBy: ['02'] },
    { code: '02', vi: 'Xanh', en: 'Blue', validFrom: '2026-01-02', replaces: ['01'] },
  ],
  more: JsonObject = {},
): CatalogueEntry {
  const own = {
    type: 'string',
    pattern: '^[0-9]{2}$',
    'x-codeList': '/schemas/codelists/colours/1.0.0',
  }
  return entry(LIST, 'codelist', { ...own, ...more }, values)
}
