/** A structure whose names and words mean something else in some language. */
import type { JsonObject } from '../../../validator/index.ts'

const WORDS = '*/ */} """ \\u00zz \\ \\" <b>&amp; ]]> // # \u202e \u{1f1fb}\u{1f1f3} ` @deprecated'

const text = (description: string): JsonObject => ({ description, type: 'string' })

export const HOSTILE: JsonObject = {
  'x-kind': 'record',
  title: `Ví dụ ${WORDS}`,
  description: `${WORDS}\n\n${WORDS}\r\n\u2028${'dài '.repeat(500)}`,
  type: 'object',
  properties: {
    class: text(WORDS),
    Object: text('A name of every library.'),
    String: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
    ToString: text('A method of every object.'),
    getClass: text('And another.'),
    from_dict: text('A function of generated Python.'),
    obj: text('A variable of generated Python.'),
    result: text('Another.'),
    'xml:lang': text('A mark inside.'),
    'số nhà': text('Letters that are not ASCII.'),
    'Số-Nhà': text('The same but for its capitals.'),
    đường: { type: 'object', properties: { 'địa chỉ': text('Inside.') } },
    '1e3': text('A number.'),
    '...': text('Marks alone.'),
    constructor: text('A member of every object.'),
    SelfSame: { $ref: '#', title: 'Itself', description: WORDS },
    Mixed: { description: 'One or the other.', anyOf: [{ type: 'boolean' }, { type: 'string' }] },
    Any: { description: 'Anything.' },
    Open: { type: 'object', additionalProperties: true },
    Counts: { type: 'object', additionalProperties: { type: 'integer' } },
    Tagged: {
      type: 'object',
      properties: { Kind: { enum: ['a', 'b'] } },
      required: ['Kind'],
      oneOf: [
        { properties: { Kind: { const: 'a' }, A: { type: 'number' } }, required: ['A'] },
        { properties: { Kind: { const: 'b' }, B: { type: 'boolean' } }, required: ['B'] },
      ],
    },
  },
  required: ['class'],
  additionalProperties: false,
}

export const HOSTILE_DOCUMENT: JsonObject = {
  class: '"\\\u{1f600}',
  Object: '2025-01-01T00:00:00+07:00',
  String: [[1], [], [9_007_199_254_740_991]],
  ToString: 'x',
  getClass: 'x',
  from_dict: 'x',
  obj: 'x',
  result: 'x',
  'xml:lang': 'vi',
  'số nhà': '12',
  'Số-Nhà': '13',
  đường: { 'địa chỉ': 'x' },
  '1e3': '1e3',
  '...': 'x',
  constructor: 'x',
  SelfSame: { class: 'x', SelfSame: { class: 'y' } },
  Mixed: false,
  Any: { some: [1, 'x', true] },
  Open: { some: { more: [null] } },
  Counts: { 'xml:lang': 1 },
  Tagged: { Kind: 'a', A: 1.5 },
}
