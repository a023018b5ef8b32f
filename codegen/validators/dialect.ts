/**
 * TypeScript modules, or JavaScript with declarations: the same text with and without types.
 *
 * A generated function is Ajv's JavaScript, so in TypeScript its module is not checked; what
 * it exports says its type all the same.
 *
 * @module
 */
import type { GeneratedFile } from '../write.ts'

export interface Dialect {
  /** With a space or a colon before it, or nothing where there are no types. */
  readonly type: (text: string) => string
  /** A script that was built, so that the compiler finds a type for all it exports. */
  readonly script: (text: string) => string
  /** A module from its two faces; `path` is without an ending. */
  readonly files: (path: string, text: string, declarations: string) => readonly GeneratedFile[]
}

/** Before everything else, or the compiler does not see it. */
const UNCHECKED = '// @ts-nocheck: written by a compiler\n'

export const DIALECTS: Readonly<Record<'ts' | 'js', Dialect>> = {
  ts: {
    type: (text) => text,
    script: typedExports,
    files: (path, text) => [{ path: `${path}.ts`, text: UNCHECKED + text }],
  },
  js: {
    type: () => '',
    script: (text) => text,
    files: (path, text, declarations) => [
      { path: `${path}.js`, text },
      { path: `${path}.d.ts`, text: declarations },
    ],
  },
}

/**
 * `isolatedDeclarations` asks for the type of whatever is exported, of unchecked files too.
 *
 * What a script only hands on has its type where it comes from.
 */
function typedExports(text: string): string {
  const [, list = ''] = /^export \{([^}]*)\};?$/mu.exec(text) ?? []
  const names = list.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))
  const own = names.filter((name) => isDeclared(name, text))
  if (own.length === 0) return text
  const typed = own.map((name) => `const typed_${name}: unknown = ${name}\n`)
  const others = names.filter((name) => !own.includes(name))
  const exported = [...others, ...own.map((name) => `typed_${name} as ${name}`)]
  const lines = exported.map((name) => `  ${name},\n`).join('')
  return text.replace(/^export \{[^}]*\};?$/mu, () => `${typed.join('')}export {\n${lines}}`)
}

function isDeclared(name: string, text: string): boolean {
  return new RegExp(`^(?:var|let|const|function\\*?|async function|class) ${name}\\b`, 'mu').test(
    text,
  )
}
