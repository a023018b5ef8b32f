/** As few elements as possible are blamed for a wrong order. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { misplaced } from '../../../validator/xml/misplaced.ts'

describe('out of order', () => {
  test.for([
    { places: [0, 1, 2], wrong: [] },
    { places: [0, 0, 1, 1], wrong: [] },
    { places: [1, 2, 3, 0], wrong: ['3 before 1'] },
    { places: [3, 0, 1, 2], wrong: ['0 after 2'] },
    { places: [0, 3, 1, 2], wrong: ['1 after 2'] },
    { places: [-1, 1, -1, 0], wrong: ['1 after 0'] },
    { places: [], wrong: [] },
  ])('in $places is $wrong', ({ places, wrong }) => {
    expect(misplaced(places).map(({ index, side, place }) => `${index} ${side} ${place}`)).toEqual(
      wrong,
    )
  })

  test('are those without which the rest is in order', async () => {
    await fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 6 })), (places) => {
        const wrong = misplaced(places)
        const blamed = new Set(wrong.map(({ index }) => index))
        const rest = places.filter((place, index) => place >= 0 && !blamed.has(index))
        expect(rest).toEqual(rest.toSorted((a, b) => a - b))
        for (const { index, side, place } of wrong) {
          const own = places[index] ?? 0
          expect(side === 'before' ? own < place : own > place).toBe(true)
        }
      }),
    )
  })
})
