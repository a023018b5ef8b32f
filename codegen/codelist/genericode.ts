/**
 * A code list as OASIS genericode 1.0.
 *
 * The language of a column's values is said where they are described: the root has no place for
 * one. The key is the identifier of a value, because a code may have had several owners.
 *
 * @module
 */
import type { CodeList, CodeListValue, SchemaVersion } from '../../validator/index.ts'
import {
  formatVersion,
  objectMember,
  Problem,
  problems,
  textMember,
} from '../../validator/index.ts'
import type { XsdNode } from '../xsd/node.ts'
import { node, printNode } from '../xsd/node.ts'
import type { Column } from './columns.ts'
import { usedColumns } from './columns.ts'

const NAMESPACE = 'http://docs.oasis-open.org/codelist/ns/genericode/1.0/'

export function emitGenericode(version: SchemaVersion): string {
  const { codeList } = version
  if (codeList === undefined) throw new Problem(problems.schemaUnusable, 'This is no code list')
  const columns = usedColumns(codeList)
  const rows = codeList.values.map((value) => row(value, columns, codeList))
  const root = node('gc:CodeList', { 'xmlns:gc': NAMESPACE }, [
    identification(version),
    node('ColumnSet', {}, [...columns.map(column), key(columns)]),
    node('SimpleCodeList', {}, rows),
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printNode(root)}`
}

function identification({ id, ref, document }: SchemaVersion): XsdNode {
  const english = textMember(objectMember(document, 'x-en') ?? {}, 'title')
  const owner = textMember(objectMember(document, 'x-owner') ?? {}, 'name')
  const list = id.slice(0, id.lastIndexOf('/'))
  return node('Identification', {}, [
    leaf('ShortName', ref.path.split('/').at(-1) ?? ref.path),
    leaf('LongName', textMember(document, 'title') ?? ref.path, { 'xml:lang': 'vi' }),
    ...(english === undefined ? [] : [leaf('LongName', english, { 'xml:lang': 'en' })]),
    leaf('Version', formatVersion(ref)),
    leaf('CanonicalUri', list),
    leaf('CanonicalVersionUri', id),
    leaf('LocationUri', `${id}/values.gc.xml`),
    ...(owner === undefined ? [] : [node('Agency', {}, [leaf('LongName', owner)])]),
  ])
}

function column({ name, title, type, language }: Column): XsdNode {
  const use = name === 'code' || name === 'vi' || name === 'iri' ? 'required' : 'optional'
  return node('Column', { Id: name, Use: use }, [
    leaf('ShortName', name),
    leaf('LongName', title.vi, { 'xml:lang': 'vi' }),
    leaf('LongName', title.en, { 'xml:lang': 'en' }),
    node('Data', { Type: type, Lang: language }),
  ])
}

function key(columns: readonly Column[]): XsdNode {
  const ids = columns.filter(({ name }) => name === 'iri')
  return node('Key', { Id: 'key' }, [
    leaf('ShortName', 'key'),
    ...ids.map(({ name }) => node('ColumnRef', { Ref: name })),
  ])
}

function row(value: CodeListValue, columns: readonly Column[], list: CodeList): XsdNode {
  const cells = columns.flatMap(({ name, cell }) => {
    const text = cell(value, list)
    if (text === undefined) return []
    return [node('Value', { ColumnRef: name }, [leaf('SimpleValue', text)])]
  })
  return node('Row', {}, cells)
}

function leaf(
  name: string,
  text: string,
  attributes: Readonly<Record<string, string>> = {},
): XsdNode {
  return { name, attributes, text }
}
