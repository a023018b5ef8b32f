/**
 * The module that reads one structure from XML; the only one that needs libxml2-wasm.
 *
 * @module
 */
import { OWN_PART } from '../../validator/index.ts'
import { header, specifier } from '../typescript/module.ts'
import type { GeneratedFile } from '../write.ts'
import type { ValidatorContext } from './emit.ts'
import { TYPES_MODULE, XML_MODULE } from './runtime-files.ts'
import { VALIDATE } from './validator-module.ts'

export const XML = '.xml'

/** The name of the reader; undefined where there is none. */
export function readerName({ name, version }: ValidatorContext): string | undefined {
  return name === undefined || version.codeList !== undefined ? undefined : `read${name}Xml`
}

export function xmlModule(context: ValidatorContext): readonly GeneratedFile[] {
  const { version, path, name, dialect } = context
  const reader = readerName(context)
  if (reader === undefined) return []
  const from = `${path}${XML}`
  const types = [
    `import type * as types from '${specifier(from, TYPES_MODULE, '.js')}'`,
    `import type { ${name} } from '${specifier(from, path, '.js')}'`,
  ]
  const type =
    '(document: Uint8Array | string, options?: types.ValidateOptions) => ' +
    `types.ReadXml<${name}>`
  const comment = `/** Reads {@link ${name}} from XML, and judges it. */\n`
  const text = [
    header(version).trimEnd(),
    '',
    `import { createXmlReader } from '${specifier(from, XML_MODULE, '.js')}'`,
    `import { ${OWN_PART} } from '${specifier(from, `${path}${VALIDATE}`, '.js')}'`,
    ...(dialect.type('x') === '' ? [] : types),
    '',
    `${comment}export const ${reader}${dialect.type(`: ${type}`)} = ` +
      `/* @__PURE__ */ createXmlReader(${OWN_PART})`,
    '',
  ].join('\n')
  const declared = [
    header(version).trimEnd(),
    '',
    ...types,
    '',
    `${comment}export declare const ${reader}: ${type}`,
    '',
  ]
  return dialect.files(from, text, declared.join('\n'))
}
