/** A policy that is not quite one is refused with the place, never half obeyed. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Problem, readPolicy } from '../../../../validator/index.ts'
import { policyMalformed } from '../../../../validator/problems.ts'

const EXAMPLES = 'schemas/api/policy/1.0.0/examples'

const SHA1 = '"algorithm":"http://www.w3.org/2000/09/xmldsig#sha1","until":"2027-01-01"'

function faultOf(text: string): Problem {
  try {
    readPolicy(text)
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown
    throw thrown
  }
  throw new TypeError('it was taken')
}

describe('reading a policy', () => {
  test.for(readdirSync(`${EXAMPLES}/valid`))('takes the published example %s', (file) => {
    const text = readFileSync(`${EXAMPLES}/valid/${file}`, 'utf8')
    expect(readPolicy(text).id).toBe(JSON.parse(text).id)
  })

  test('takes every policy of docs/policy.md', () => {
    const page = readFileSync('docs/policy.md', 'utf8')
    const blocks = [...page.matchAll(/```json\n(.*?)```/gsu)].map(([, text = '']) => text)
    expect(blocks.length).toBeGreaterThan(2)
    expect(blocks.map((text) => readPolicy(text).id)).toEqual(blocks.map(() => 'cong-dvc-2026'))
  })

  test('fills in from the default what a rule leaves out', () => {
    const policy = readPolicy('{"id":"a","default":{"signature":"required"},"rules":[{"id":"b"}]}')
    expect(policy.default).toMatchObject({ signature: 'required', signatures: 'all' })
    expect(policy.rules).toEqual([{ id: 'b', requirements: {} }])
  })

  test.for([
    { text: '{', at: '' },
    { text: '[]', at: '' },
    { text: '{"id":"a","default":null}', at: '/default' },
    ...['null', 'false', '""', '0', '{}'].flatMap((value) =>
      [
        { text: `"default":{"elements":${value}}`, at: '/default/elements' },
        { text: `"default":{"algorithms":${value}}`, at: '/default/algorithms' },
        { text: `"rules":[{"id":"b","kinds":${value}}]`, at: '/rules/0/kinds' },
        {
          text: `"algorithmExceptions":[{${SHA1},"senders":${value}}]`,
          at: '/algorithmExceptions/0/senders',
        },
      ].map(({ text, at }) => ({ text: `{"id":"a",${text}}`, at })),
    ),
    { text: '{"id":"a","rules":[{"id":"b","senders":[]}]}', at: '/rules/0/senders' },
    { text: '{"id":"a","rules":[{"id":"b","kinds":["c"]},{"id":"b"}]}', at: '/rules/1/id' },
    { text: '{"id":"a","rules":[{"id":"b"},{"id":"c","kinds":["d"]}]}', at: '/rules/1' },
    {
      text: '{"id":"a","rules":[{"id":"b","senders":["H56"]},{"id":"c","senders":["H56.1"]}]}',
      at: '/rules/1',
    },
    { text: '{}', at: '/id' },
    { text: '{"id":"A B"}', at: '/id' },
    { text: '{"id":"a","defaults":{}}', at: '/defaults' },
    { text: '{"id":"a","default":{"signatur":"required"}}', at: '/default/signatur' },
    { text: '{"id":"a","default":{"sender":"maybe"}}', at: '/default/sender' },
    { text: '{"id":"a","rules":{}}', at: '/rules' },
    { text: '{"id":"a","rules":[{"id":"b","senders":"H56"}]}', at: '/rules/0/senders' },
    { text: '{"id":"a","rules":[{"id":"b","senders":[7]}]}', at: '/rules/0/senders/0' },
    {
      text: '{"id":"a","default":{"elements":[{"path":"A","by":"sender"}]}}',
      at: '/default/elements/0/path',
    },
    ...['', '/A/', '//A', '/A//B', '/*', '/A/@b', '/A/..', '/A/B[0]', '/A B'].map((path) => ({
      text: `{"id":"a","default":{"elements":[{"path":"${path}","by":"sender"}]}}`,
      at: '/default/elements/0/path',
    })),
    {
      text: '{"id":"a","default":{"elements":[{"path":"/A","by":"boss"}]}}',
      at: '/default/elements/0/by',
    },
    {
      text: '{"id":"a","default":{"algorithms":[{"algorithm":"RS256","until":"2026-02-30"}]}}',
      at: '/default/algorithms/0/until',
    },
    {
      text: '{"id":"a","default":{"algorithms":[{"algorithm":"RS-256","until":"2026-02-28"}]}}',
      at: '/default/algorithms/0/algorithm',
    },
    {
      text: '{"id":"a","default":{"algorithms":[{"algorithm":"RS256"}]}}',
      at: '/default/algorithms/0',
    },
    {
      text: '{"id":"a","rules":[{"id":"b","certificatePurposes":["serverAuth"]}]}',
      at: '/rules/0/certificatePurposes/0',
    },
    {
      text: '{"id":"a","default":{"requirePurposes":["1.03.6"]}}',
      at: '/default/requirePurposes/0',
    },
    { text: '{"id":"a","default":{"recommendations":"off"}}', at: '/default/recommendations' },
    {
      text: '{"id":"a","partners":[{"agency":"H56","certificates":["AB"]}]}',
      at: '/partners/0/certificates/0',
    },
  ])('refuses $text at "$at"', ({ text, at }) => {
    expect(faultOf(text)).toMatchObject({ kind: policyMalformed, extensions: { at } })
  })

  test.for([
    { text: '{"id":"a",\n "default":\n {"signatur":"required"}}', line: 3, near: 'signature' },
    { text: '{"id":"a",\n "default":{"sender":"matchs"}}', line: 2, near: 'matches' },
    { text: '{"id":"a",\n\n "algoritmExceptions":[]}', line: 3, near: 'algorithmExceptions' },
    {
      text: '{"id":"a","default":{"algorithms":[\n{"algorithm":"RS-256","until":"2027-01-01"}]}}',
      line: 2,
      near: 'RS256',
    },
    {
      text: '{"id":"a","default":{"elements":[{"path":"/",\n\n\n"by":"Sender"}]}}',
      line: 4,
      near: 'sender',
    },
  ])('says in which line, and what was probably meant: $near', ({ text, line, near }) => {
    const { extensions, message } = faultOf(text)
    expect(extensions).toMatchObject({ line })
    expect(message).toContain(`line ${line}, `)
    expect(message).toContain(`did you mean ${near}?`)
  })

  test('says where the JSON breaks off', () => {
    expect(faultOf('{"id":"a",\n"default":{},}').extensions).toMatchObject({ at: '', line: 2 })
  })

  test('takes rules that overlap, if each can decide', () => {
    const rules = [
      { id: 'b', senders: ['H56.14'] },
      { id: 'c', senders: ['H56'], kinds: ['d'] },
      { id: 'e', senders: ['H56'] },
      { id: 'f', kinds: ['d'] },
      { id: 'g' },
    ]
    expect(readPolicy(JSON.stringify({ id: 'a', rules })).rules).toHaveLength(rules.length)
  })
})
