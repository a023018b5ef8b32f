/** Every problem and every issue kind has one code, two languages, and a test that provokes it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as commandProblems from '../bin/problems.ts'
import * as registryProblems from '../registry/problems.ts'
import * as sourceProblems from '../sources/problems.ts'
import { issueKinds, type ProblemKind, problems } from '../validator/index.ts'

const kinds: readonly ProblemKind[] = [
  ...Object.values(problems),
  ...Object.values(sourceProblems),
  ...Object.values(registryProblems),
  ...Object.values(commandProblems),
].filter((value) => typeof value === 'object' && 'code' in value && 'status' in value)

const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== 'problems.test.ts')
  .map((file) => readFileSync(join('test', file), 'utf8'))
  .join('\n')

// An example filed as invalid, with the codes it must give, is a test too.
const examples = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.issues.json'))
  .map((file) => readFileSync(join('schemas', file), 'utf8'))
  .join('\n')

/** A test names a problem by its code or by the constant that holds it. */
function isProvoked(code: string): boolean {
  const constant = code.replaceAll(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase())
  return (
    tests.includes(`'${code}'`) ||
    tests.includes(`'${code} `) ||
    tests.includes(`[${code}]`) ||
    new RegExp(`\\b${constant}\\b`, 'u').test(tests) ||
    examples.includes(`"${code}"`)
  )
}

describe('the problems', () => {
  test('have different codes', () => {
    const codes = kinds.map(({ code }) => code)
    expect(codes).toEqual([...new Set(codes)])
  })

  test.for(kinds)('$code has a status, two titles and a test', ({ code, status, title }) => {
    expect(code).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(title.vi).not.toBe('')
    expect(title.en).not.toBe(title.vi)
    expect(isProvoked(code)).toBe(true)
  })
})

describe('the issue kinds', () => {
  test.for(Object.values(issueKinds))('$code has two sentences and a test', (kind) => {
    expect(kind.code).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u)
    expect(kind.message.vi).not.toBe('')
    expect(kind.message.en).not.toBe(kind.message.vi)
    expect(placeholders(kind.message.vi)).toEqual(placeholders(kind.message.en))
    expect(isProvoked(kind.code)).toBe(true)
  })
})

function placeholders(template: string): readonly string[] {
  return [...template.matchAll(/\{[a-zA-Z]+\}/gu)].map(([whole]) => whole).sort()
}
