/** The form of the house: what neither the compiler nor the linter can see. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Who may import whom, by public face. A layer always may import itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  validator: [],
  sources: ['validator'],
  codegen: ['validator'],
  registry: ['validator', 'sources', 'codegen'],
  bin: ['validator', 'sources', 'codegen', 'registry'],
}

/** Packages and globals that only some places may touch. */
const ONLY_IN: readonly { readonly what: RegExp; readonly where: RegExp }[] = [
  { what: /from 'libsql'/u, where: /^registry\/store\// },
  { what: /from 'hono/u, where: /^registry\// },
  { what: /from '@hono\//u, where: /^registry\/serve\.ts$/ },
  { what: /from 'libxml2-wasm'/u, where: /^validator\/(?:xml|signature|encryption|exchange)\// },
  {
    what: /from 'jose'|from 'pkijs'|from 'asn1js'/u,
    where: /^validator\/(?:signature|encryption)\//,
  },
  { what: /from 'jsonc-parser'/u, where: /^sources\// },
  { what: /from 'quicktype-core'|import\('quicktype-core/u, where: /^codegen\/languages\// },
  { what: /from 'json-schema-to-typescript'/u, where: /^codegen\/typescript\// },
  { what: /\bprocess\.(?!\s*$)(?:env|argv|exit|std|on)/mu, where: /^bin\// },
  { what: /from 'node:fs/u, where: /^bin\/|^sources\/|^registry\/|^codegen\/write/ },
]

const LINE_LENGTH_MAX = 100
const FILE_LINES_MAX = 300
const IMPORT = /(?:from|import\() ?'(\.{1,2}\/[^']+)'/gu

const files = Object.keys(MAY_IMPORT).flatMap((layer) =>
  readdirSync(layer, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(layer, file)),
)

function layerOf(file: string): string {
  return file.split('/')[0] ?? ''
}

function isPublicFaceBelow(layer: string, target: string): boolean {
  return (MAY_IMPORT[layer] ?? []).some((below) => target === `${below}/index.ts`)
}

describe.for(files)('%s', (file) => {
  const text = readFileSync(file, 'utf8')
  const lines = text.split('\n')

  test('says in its first lines what it is for', () => {
    expect(text).toMatch(/^(?:#!.*\n)?\/\*\*\n \* [A-Z]/u)
  })

  test('fits on the screen', () => {
    expect(lines.length).toBeLessThanOrEqual(FILE_LINES_MAX)
    expect(lines.filter((line) => line.length > LINE_LENGTH_MAX)).toEqual([])
  })

  test('imports only the layers below, and only by their public face', () => {
    const layer = layerOf(file)
    const strangers = [...text.matchAll(IMPORT)]
      .map(([, specifier = '']) => normalize(join(dirname(file), specifier)))
      .filter((target) => layerOf(target) !== layer)
      .filter((target) => target !== 'package.json' && !isPublicFaceBelow(layer, target))
    expect(strangers).toEqual([])
  })

  test('touches only what its place may touch', () => {
    const strangers = ONLY_IN.filter(({ what, where }) => what.test(text) && !where.test(file))
    expect(strangers.map(({ what }) => String(what))).toEqual([])
  })

  test('leaves no note to self', () => {
    expect(lines.filter((line) => /\b(?:TODO|FIXME|XXX|HACK)\b/u.test(line))).toEqual([])
  })
})

describe('the catalogue', () => {
  test('is data only', () => {
    const strangers = readdirSync('schemas', { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:ts|js|mjs|cjs)$/u.test(file),
    )
    expect(strangers).toEqual([])
  })
})
