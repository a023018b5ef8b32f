/** Every pointer of a document is found where it stands in the text. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { locateJson } from '../../../validator/json/locate.ts'
import { appendPointer, pointerSteps, valueAt } from '../../../validator/json/pointer.ts'
import type { JsonValue } from '../../../validator/json-value.ts'

const TEXT = `{
  "service": "x",
  "data": [
    { "a/b": 1, "m~n": { "c": [true, null] } }
  ]
}`

describe('locating values', () => {
  test.for([
    { pointer: '', line: 1, column: 1 },
    { pointer: '/service', line: 2, column: 14 },
    { pointer: '/data/0', line: 4, column: 5 },
    { pointer: '/data/0/a~1b', line: 4, column: 14 },
    { pointer: '/data/0/m~0n/c/1', line: 4, column: 38 },
    { pointer: '/data/0/missing', line: 4, column: 5 },
    { pointer: '/data/7/missing', line: 3, column: 11 },
    { pointer: '/nowhere', line: 1, column: 1 },
  ])('finds "$pointer"', ({ pointer, line, column }) => {
    expect(locateJson(TEXT, [pointer]).get(pointer)).toEqual({ line, column })
  })

  test('finds the value of every pointer of every document', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 0, max: 2 }), (json, indent) => {
        const text = JSON.stringify(json, null, indent)
        const value = JSON.parse(text) as JsonValue
        const pointers = allPointers(value, '')
        const positions = locateJson(text, pointers)
        for (const pointer of pointers) {
          const { line = 0, column = 0 } = positions.get(pointer) ?? {}
          const rest = text
            .split('\n')
            .slice(line - 1)
            .join('\n')
            .slice(column - 1)
          const expected = JSON.stringify(valueAt(value, pointerSteps(pointer)))
          expect(expected.charAt(0)).toBe(rest.charAt(0))
        }
        expect(positions.size).toBe(new Set(pointers).size)
      }),
    )
  })

  test('does not throw on a text that is not JSON', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (text, steps) => {
        const pointer = steps.reduce<string>(appendPointer, '')
        expect(locateJson(text, [pointer]).size).toBe(1)
        expect(pointerSteps(pointer)).toEqual(steps)
      }),
    )
  })
})

function allPointers(value: JsonValue, pointer: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [pointer]
  const steps: readonly (string | number)[] = Array.isArray(value)
    ? value.map((_item: JsonValue, index: number) => index)
    : Object.keys(value)
  return [
    pointer,
    ...steps.flatMap((step) =>
      allPointers(valueAt(value, [String(step)]) ?? null, appendPointer(pointer, step)),
    ),
  ]
}
