/** Which step of the version a change needs, and whether one is enough. */
import { describe, expect, test } from 'vitest'
import { isStepEnough } from '../../../validator/compatibility/step.ts'
import type { JsonValue } from '../../../validator/index.ts'
import { parseSchemaRef } from '../../../validator/index.ts'
import { compareSchemas } from './pairs.ts'

const text = { type: 'string' }
const closed = { type: 'object', additionalProperties: false }
const field = { ...closed, properties: { a: text } }

describe('the step a change needs', () => {
  const needed = (older: JsonValue, newer: JsonValue) => compareSchemas(older, newer).stepNeeded

  test('is not made larger by the XML namespace that follows the major version', () => {
    const { differences, stepNeeded } = compareSchemas(text, { ...text, title: 'B' })
    expect(differences.map(({ code }) => code)).toContain('namespace-of-major')
    expect(stepNeeded).toBe('patch')
  })

  test('is major, minor or patch by what the change does', () => {
    const major = needed(field, { ...field, required: ['a'] })
    const minor = needed(field, { ...closed, properties: { a: text, b: text } })
    expect([major, minor]).toEqual(['major', 'minor'])
    expect(needed(text, { ...text, title: 'B' })).toBe('patch')
  })

  test.for([
    ['1.2.3', '2.0.0', 'major', true],
    ['1.2.3', '1.3.0', 'major', false],
    ['1.2.3', '1.3.0', 'minor', true],
    ['1.2.3', '1.2.4', 'minor', false],
    ['1.2.3', '1.2.4', 'patch', true],
  ] as const)('%s to %s is a step for a %s change: %s', ([from, to, step, is]) => {
    const [older, newer] = [from, to].map((version) => parseSchemaRef(`elements/thing@${version}`))
    if (older === undefined || newer === undefined) throw new Error('Both are versions')
    expect(isStepEnough(older, newer, step)).toBe(is)
  })
})
