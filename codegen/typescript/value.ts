/**
 * Constants and functions of generated modules, printed as TypeScript, JavaScript or declarations.
 *
 * A body is valid in both languages, so that JavaScript needs no compiler: what has a type stands
 * in the head, or in a comment.
 *
 * @module
 */

export type SourceForm = 'ts' | 'js' | 'd.ts'

export interface ConstantValue {
  readonly kind: 'constant'
  readonly name: string
  readonly comment: string
  /** Of the declaration. */
  readonly type: string
  readonly expression: string
  /** The expression says its type itself: `as const`. */
  readonly literal?: true
}

export interface FunctionValue {
  readonly kind: 'function'
  readonly name: string
  readonly comment: string
  /** Each with its type. */
  readonly params: readonly (readonly [name: string, type: string])[]
  readonly result: string
  /** Lines without indentation of their own. */
  readonly body: readonly string[]
}

export type Value = ConstantValue | FunctionValue

export function printValue(value: Value, form: SourceForm): string {
  const head = `${value.comment}export ${form === 'd.ts' ? 'declare ' : ''}`
  return (
    head + (value.kind === 'constant' ? printConstant(value, form) : printFunction(value, form))
  )
}

function printConstant(constant: ConstantValue, form: SourceForm): string {
  const { name, type, expression, literal } = constant
  if (form === 'd.ts') return `const ${name}: ${type}\n`
  if (form === 'js') return `const ${name} = ${expression}\n`
  return literal
    ? `const ${name} = ${expression} as const\n`
    : `const ${name}: ${type} = ${expression}\n`
}

function printFunction({ name, params, result, body }: FunctionValue, form: SourceForm): string {
  const typed = params.map(([param, type]) => `${param}: ${type}`).join(', ')
  if (form === 'd.ts') return `function ${name}(${typed}): ${result}\n`
  const head =
    form === 'ts' ? `(${typed}): ${result}` : `(${params.map(([param]) => param).join(', ')})`
  return `function ${name}${head} {\n${body.map((line) => `  ${line}\n`).join('')}}\n`
}

/** A single-quoted literal; JSON knows how to escape everything but the quote. */
export function quote(text: string): string {
  const literal = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return `'${showDirections(literal)}'`
}

/** Marks that turn the direction of text would show code in another order than it runs in. */
export function showDirections(text: string): string {
  return text.replaceAll(
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A member's name; `'__proto__': x` would not make a member (ECMA-262 B.3.1). */
export function quoteKey(name: string): string {
  return name === '__proto__' ? "['__proto__']" : quote(name)
}
