/**
 * The module that judges one structure.
 *
 * @module
 */
import type { JsonValue } from '../../validator/index.ts'
import { OWN_DOCUMENT, OWN_PART, RUNTIME } from '../../validator/index.ts'
import { toCamelCase } from '../type-names.ts'
import { header, modulePath, specifier } from '../typescript/module.ts'
import type { GeneratedFile } from '../write.ts'
import type { ValidatorContext } from './emit.ts'
import { RUNTIME_MODULE, TYPES_MODULE } from './runtime-files.ts'

export const VALIDATE = '.validate'

export interface Exported {
  readonly name: string
  readonly type: string
  readonly comment: string
  readonly value: string
}

export function validatorModule(context: ValidatorContext): readonly GeneratedFile[] {
  const { version, code, path, dialect } = context
  const exported = exportsOf(context)
  const text = [
    header(version).trimEnd(),
    '',
    ...importLines(context),
    '',
    `const ${OWN_DOCUMENT} = ${printJson(code.document)}`,
    '',
    `export const ${OWN_PART}${dialect.type(': types.Part')} = ${definition(context)}`,
    '',
    ...code.constants,
    ...code.functions,
    ...(exported.length === 0 ? [] : [`const validator = ${validatorOf()}`]),
    ...exported.map(({ name, type, comment, value }) => {
      return `\n${comment}export const ${name}${dialect.type(`: ${type}`)} = ${value}`
    }),
    '',
  ].join('\n')
  return dialect.files(`${path}${VALIDATE}`, text, declarations(context, exported))
}

/** What a module gives to whoever judges by it; nothing where only others lean on it. */
export function exportsOf({ name, version }: ValidatorContext): readonly Exported[] {
  if (name === undefined) return []
  const title = `{@link ${name}}`
  const validators: readonly Exported[] = [
    {
      name: `validate${name}`,
      type: '(document: Uint8Array | string, options?: types.ValidateOptions) => types.Verdict',
      comment: `/** Judges JSON text by ${title}, with line and column. */\n`,
      value: '(document, options) => validator.validate(document, options)',
    },
    {
      name: `validate${name}Value`,
      type: '(value: unknown, options?: types.ValidateOptions) => types.Verdict',
      comment: `/** Judges a value that is parsed already by ${title}. */\n`,
      value: '(value, options) => validator.validateValue(value, options)',
    },
    {
      name: `is${name}`,
      type: `(value: unknown, options?: types.ValidateOptions) => value is ${name}`,
      comment: `/** Whether a value holds as ${title}. */\n`,
      value: '(value, options) => validator.validateValue(value, options).valid',
    },
  ]
  if (version.codeList !== undefined) return validators
  return [
    ...validators,
    {
      name: `${toCamelCase(name)}ToXml`,
      type: `(value: ${name}) => string`,
      comment: `/** Writes ${title} as canonical XML. */\n`,
      value: '(value) => validator.toXml(value)',
    },
  ]
}

function validatorOf(): string {
  return `/* @__PURE__ */ ${RUNTIME}.createStandaloneValidator(${OWN_PART})`
}

function importLines({ code, path, name, dialect }: ValidatorContext): readonly string[] {
  const from = `${path}${VALIDATE}`
  const parts = code.parts.map((part, index) => {
    const target = `${modulePath(part)}${VALIDATE}`
    return `import { ${OWN_PART} as ${OWN_PART}${index} } from '${specifier(from, target, '.js')}'`
  })
  return [
    `import * as ${RUNTIME} from '${specifier(from, RUNTIME_MODULE, '.js')}'`,
    ...parts,
    ...(dialect.type('x') === '' ? [] : typeImports(from, path, name)),
  ]
}

/** By a namespace: a structure may have the name of any type. */
function typeImports(from: string, path: string, name: string | undefined): readonly string[] {
  return [
    `import type * as types from '${specifier(from, TYPES_MODULE, '.js')}'`,
    ...(name === undefined
      ? []
      : [`import type { ${name} } from '${specifier(from, path, '.js')}'`]),
  ]
}

function definition({ version, code, catalogue }: ValidatorContext): string {
  const { id, ref, codeList } = version
  const branches = code.branches.map(([at, name]) => `    ${JSON.stringify(at)}: ${name},`)
  const values = codeList && printJson(codeList.values as unknown as JsonValue)
  return [
    `/* @__PURE__ */ ${RUNTIME}.definePart({`,
    `  ref: ${JSON.stringify(ref)},`,
    `  id: ${JSON.stringify(id)},`,
    `  base: ${JSON.stringify(catalogue.base)},`,
    `  ${OWN_DOCUMENT},`,
    ...(values === undefined ? [] : [`  values: ${values},`]),
    `  parts: [${code.parts.map((_part, index) => `${OWN_PART}${index}`).join(', ')}],`,
    `  judge: ${code.judge},`,
    `  evaluated: [${code.evaluated.map(([each, places]) => `[${each}, ${places}]`).join(', ')}],`,
    ...(branches.length === 0 ? [] : ['  branches: {', ...branches, '  },']),
    '})',
  ].join('\n')
}

/** A text whole, and the colon that makes it a name: `"a\\"__proto__":` is another one. */
const TOKEN = /"(?:[^"\\]|\\.)*":?/gu

/** JSON is ECMAScript since ES2019, but for a member that would set the prototype. */
function printJson(value: JsonValue): string {
  return JSON.stringify(value).replaceAll(TOKEN, (token) =>
    token === '"__proto__":' ? '["__proto__"]:' : token,
  )
}

function declarations(context: ValidatorContext, exported: readonly Exported[]): string {
  const { version, path, name } = context
  return [
    header(version).trimEnd(),
    '',
    ...typeImports(`${path}${VALIDATE}`, path, name),
    '',
    `export declare const ${OWN_PART}: types.Part`,
    ...exported.map(({ name: each, type, comment }) => {
      return `\n${comment}export declare const ${each}: ${type}`
    }),
    '',
  ].join('\n')
}
