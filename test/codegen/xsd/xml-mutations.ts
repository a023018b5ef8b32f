/**
 * Changes that only XML can have: order, names, attributes, white space, mark-up inside values.
 *
 * They are made in the text of the canonical writer, which has one element to a line.
 *
 * @module
 */

export interface Mutation {
  readonly name: string
  /** The changed lines; undefined where this site has nothing to change. */
  readonly change: (lines: readonly string[], at: number) => readonly string[] | undefined
}

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
const WSU =
  'xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"'
const LEAF = /^(\s*)<([\w.-]+)((?: [^>]*)?)>([^<]*)<\/\2>$/u
const START = /^(\s*)<([\w.-]+)((?:\s[^>]*?)?)(\/?)>/u
/** The XML declaration stands before it. */
const ROOT = 1

function replaced(lines: readonly string[], at: number, ...by: readonly string[]) {
  return [...lines.slice(0, at), ...by, ...lines.slice(at + 1)]
}

/** Of an element with text alone. */
function onLeaf(name: string, write: (leaf: Leaf) => string): Mutation {
  return {
    name,
    change(lines, at) {
      const [, indent = '', tag = '', attributes = '', text = ''] = LEAF.exec(lines[at] ?? '') ?? []
      if (tag === '') return undefined
      return replaced(lines, at, indent + write({ tag, attributes, text }))
    },
  }
}

interface Leaf {
  readonly tag: string
  readonly attributes: string
  readonly text: string
}

/** Of any element but an end tag. */
function onStart(name: string, attribute: string, where: 'root' | 'inside'): Mutation {
  return {
    name: `${name} (${where})`,
    change(lines, at) {
      const line = lines[at] ?? ''
      const [start = '', indent = '', tag = '', attributes = '', slash = ''] =
        START.exec(line) ?? []
      if (tag === '' || (at === ROOT) !== (where === 'root')) return undefined
      const changed = `${indent}<${tag}${attributes} ${attribute}${slash}>`
      return replaced(lines, at, changed + line.slice(start.length))
    },
  }
}

function value(name: string, write: (text: string) => string): Mutation {
  return onLeaf(name, ({ tag, attributes, text }) => `<${tag}${attributes}>${write(text)}</${tag}>`)
}

/** After its first character; a reference is not cut. */
function cut(text: string): readonly [string, string] {
  const first = /^(?:&[^;]*;|.)?/su.exec(text)?.[0] ?? ''
  return [first, text.slice(first.length)]
}

function insertedBefore(name: string, text: string): Mutation {
  return {
    name,
    change: (lines, at) =>
      at > ROOT && at < lines.length ? replaced(lines, at, text, lines[at] ?? '') : undefined,
  }
}

function isElement(line: string | undefined): boolean {
  return LEAF.test(line ?? '') || /^\s*<[\w.-]+[^>]*\/>$/u.test(line ?? '')
}

const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['an attribute of nobody', 'la="1"'],
  ['an attribute of another namespace', 'xmlns:x="urn:x" x:la="1"'],
  ['xsi:nil true', `${XSI} xsi:nil="true"`],
  ['xsi:nil false', `${XSI} xsi:nil="false"`],
  ['xsi:type', `${XSI} xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="xs:string"`],
  ['xsi:schemaLocation', `${XSI} xsi:schemaLocation="urn:x x.xsd"`],
  ['Id', 'Id="a-1"'],
  ['Id that is no name', 'Id="1 2"'],
  ['xml:id', 'xml:id="a-1"'],
  ['wsu:Id', `${WSU} wsu:Id="a-1"`],
  ['xml:lang', 'xml:lang="vi"'],
  ['another default namespace', 'xmlns="urn:x"'],
]

export const MUTATIONS: readonly Mutation[] = [
  ...ATTRIBUTES.flatMap(([name, attribute]) => [
    ...(name === 'another default namespace' ? [] : [onStart(name, attribute, 'root')]),
    onStart(name, attribute, 'inside'),
  ]),
  {
    name: 'swapped siblings',
    change: (lines, at) =>
      isElement(lines[at]) && isElement(lines[at + 1])
        ? [...lines.slice(0, at), lines[at + 1] ?? '', lines[at] ?? '', ...lines.slice(at + 2)]
        : undefined,
  },
  {
    name: 'an element twice',
    change: (lines, at) =>
      at > ROOT && isElement(lines[at])
        ? replaced(lines, at, lines[at] ?? '', lines[at] ?? '')
        : undefined,
  },
  {
    name: 'an element left out',
    change: (lines, at) => (at > ROOT && isElement(lines[at]) ? replaced(lines, at) : undefined),
  },
  {
    name: 'the default namespace with a prefix',
    change(lines, at) {
      if (at !== ROOT) return undefined
      const text = lines.slice(ROOT).map((line) => line.replace(/<(\/?)([\w.-]+)/gu, '<$1p:$2'))
      return [...lines.slice(0, ROOT), ...text].map((line) =>
        line.replaceAll('</', '\u0000').replace(' xmlns=', ' xmlns:p=').replaceAll('\u0000', '</'),
      )
    },
  },
  insertedBefore('text between elements', 'x'),
  insertedBefore('a comment between elements', '<!-- x -->'),
  insertedBefore('an instruction between elements', '<?x y?>'),
  insertedBefore('white space as CDATA between elements', '<![CDATA[ ]]>'),
  insertedBefore('white space as a reference between elements', '&#32;'),
  insertedBefore('text as CDATA between elements', '<![CDATA[x]]>'),
  insertedBefore('an unknown element', '<Stranger/>'),
  insertedBefore('an element of another namespace', '<Stranger xmlns="urn:x"/>'),
  value('a comment in a value', (text) => cut(text).join('<!-- x -->')),
  value('an instruction in a value', (text) => cut(text).join('<?x y?>')),
  value('a value as CDATA', (text) => `<![CDATA[${text.replace(/&\w+;/gu, '')}]]>`),
  value('a value in two pieces', (text) => `${cut(text).join('<![CDATA[')}]]>`),
  value('a value without text', () => ''),
  value('a value of white space', () => ' \n '),
  value('an element in a value', (text) => `${text}<Stranger/>`),
  value('a character reference', (text) =>
    text.replace(/^[A-Za-z0-9]/u, (letter) => `&#x${letter.codePointAt(0)?.toString(16)};`),
  ),
  value('a predefined entity', (text) => `${text}&amp;`),
  value('an undeclared entity', (text) => `${text}&nbsp;`),
  value('white space around a value', (text) => ` ${text} `),
  value('a line end around a value', (text) => `\n${text}\r\n`),
  value('white space as references around a value', (text) => `&#9;${text}&#13;`),
  value('white space within a value', (text) => cut(text).join(' ')),
  value('plus before a value', (text) => `+${text}`),
  value('zero before a value', (text) => `0${text}`),
  value('truth as a digit', (text) => (text === 'true' ? '1' : text === 'false' ? '0' : text)),
  value('capitals', (text) => text.toUpperCase()),
]

/** Of each mutation so many sites as there are, at most: spread over the document. */
export function mutate(xml: string, { change }: Mutation, sites: number): readonly string[] {
  const lines = xml.trimEnd().split('\n')
  const changed = lines.flatMap((_, at) => {
    const made = change(lines, at)
    return made === undefined ? [] : [made.join('\n')]
  })
  const step = Math.max(1, Math.ceil(changed.length / sites))
  return changed.filter((_, index) => index % step === 0)
}
