/** How a search reads text. */
import { expect, test } from 'vitest'
import { fold } from '../../validator/index.ts'

test.for([
  ['Đà Nẵng', 'da nang'],
  ['Thừa Thiên Huế', 'thua thien hue'],
  ['Ấp Trường', 'ap truong'],
  ['Ha Noi 01', 'ha noi 01'],
])('%s is found by %s', ([text = '', folded]) => {
  expect(fold(text)).toBe(folded)
  expect(fold(text.normalize('NFD'))).toBe(folded)
})
