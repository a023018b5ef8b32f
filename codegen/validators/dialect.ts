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
  /** A module from its two faces; `path` is without an ending. */
  readonly files: (path: string, text: string, declarations: string) => readonly GeneratedFile[]
}

/** Before everything else, or the compiler does not see it. */
const UNCHECKED = '// @ts-nocheck: written by a compiler\n'

export const DIALECTS: Readonly<Record<'ts' | 'js', Dialect>> = {
  ts: {
    type: (text) => text,
    files: (path, text) => [{ path: `${path}.ts`, text: UNCHECKED + text }],
  },
  js: {
    type: () => '',
    files: (path, text, declarations) => [
      { path: `${path}.js`, text },
      { path: `${path}.d.ts`, text: declarations },
    ],
  },
}
