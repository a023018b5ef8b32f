/** A rule for what is nowhere asks nothing of anybody: whoever wrote it is told. */
import { expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../../sources/index.ts'
import { createCatalogue, readPolicy, unknownNames } from '../../../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())

function told(rule: object, known = catalogue): readonly string[] {
  const policy = readPolicy(JSON.stringify({ id: 'a', rules: [{ id: 'b', ...rule }] }))
  return unknownNames(policy, known).map(({ en }) => en)
}

test.for([
  { rule: { structures: ['exchange/dossier'] }, near: 'exchange/dossiers' },
  { rule: { structures: ['exchange/results', 'exchange/resluts'] }, near: 'exchange/results' },
  { rule: { kinds: ['dossier-system-dosiers'] }, near: 'dossier-system-dossiers' },
])('of $rule it is said that $near may be meant', ({ rule, near }) => {
  expect(told(rule)).toEqual([expect.stringContaining(`; is it ${near}?`)])
})

test('of what is like nothing it is said that it is nowhere', () => {
  expect(told({ structures: ['abcdefgh'] })).toEqual([
    'The rule b of the policy names the structure abcdefgh, which is nowhere',
  ])
})

test.for([
  { structures: ['exchange', 'exchange/dossiers', 'national/population/citizen'] },
  { kinds: ['dossier-system-dossiers'] },
  { senders: ['H56'] },
])('of %j nothing is said', (rule) => {
  expect(told(rule)).toEqual([])
})

test('nothing is said of kinds where the catalogue has no list of them', () => {
  expect(told({ kinds: ['anything'] }, createCatalogue([]))).toEqual([])
})
