/**
 * An object schema as a complex type: a sequence of elements in the order of its fields.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import { member, objectMember, Problem, problems, textMember } from '../../validator/index.ts'
import type { Field } from '../schema-view.ts'
import { numberOf, objectsOf } from '../schema-view.ts'
import { shapeOf } from '../shape.ts'
import { annotate } from './annotation.ts'
import { attributeNamespace, attributeNodes } from './attribute.ts'
import type { Particle } from './content-model.ts'
import { contentModel, countNames, looseModel } from './content-model.ts'
import type { XsdContext } from './context.ts'
import { groupReference } from './group.ts'
import type { XsdItem, XsdNode } from './node.ts'
import { node } from './node.ts'
import type { ObjectFields } from './object-fields.ts'
import { objectFields } from './object-fields.ts'
import { simpleType } from './simple-type.ts'

/** `last` comes after the fields; an open object has room for it anyway. */
export function complexType(
  schema: JsonObject,
  context: XsdContext,
  last: readonly XsdItem[] = [],
): XsdNode {
  assertClosed(schema)
  const all = objectFields({ schema, version: context.version }, context.catalogue)
  const isOpen = member(schema, 'additionalProperties') === true
  const content = isOpen ? ANYTHING : [...contentOf(schema, all, context), ...last]
  const children = [...noteRules(schema), ...content]
  return node('xs:complexType', {}, [
    ...(children.length === 0 ? [] : [node('xs:sequence', {}, children)]),
    ...attributeNodes(all.fields, context),
  ])
}

/**
 * An extension point: fields that no structure names, by any name. Those it does name could not
 * be told from them by an XSD 1.0 processor (unique particle attribution), so they go with them.
 */
const ANYTHING: readonly XsdItem[] = [
  { comment: 'An open object: what is in it is judged by the validator.' },
  node('xs:any', {
    namespace: '##any',
    processContents: 'skip',
    minOccurs: '0',
    maxOccurs: 'unbounded',
  }),
]

function contentOf(
  schema: JsonObject,
  { fields, ways }: ObjectFields,
  context: XsdContext,
): readonly XsdItem[] {
  const elements = fields.filter((field) => attributeNamespace(field) === undefined)
  const names = elements.map(({ name }) => name)
  const exact = ways && contentModel(names, ways)
  const loose = ways && looseModel(names, ways)
  const particles =
    exact ?? loose ?? elements.map(({ name, required }) => ({ name, isRequired: required }))
  const counts = countNames(particles)
  const print = (particle: Particle): XsdNode => {
    if ('choice' in particle) {
      const options = particle.choice.map((option) => asOne(option.map(print)))
      return node('xs:choice', { minOccurs: particle.mayBeEmpty ? '0' : undefined }, options)
    }
    const field = elements.find(({ name }) => name === particle.name)
    const one = { name: particle.name, schema: field?.schema ?? {}, required: particle.isRequired }
    const isRepeated = (counts.get(particle.name) ?? 0) > 1
    if (!isRepeated) return fieldParticle(one, context)
    const make = () => fieldParticle({ ...one, required: true }, context)
    return groupReference({ schema, name: one.name, isRequired: one.required }, context, make)
  }
  return [...noteAlternatives(schema, exact !== undefined), ...particles.map(print)]
}

function asOne(nodes: readonly XsdNode[]): XsdNode {
  const [only] = nodes
  return nodes.length === 1 && only !== undefined ? only : node('xs:sequence', {}, nodes)
}

/** The element of a schema under a name; `occurs` says how often it stands. */
export function element(
  name: string,
  schema: JsonObject,
  context: XsdContext,
  occurs: Occurs = {},
): XsdNode {
  const own = { ...context, notes: [] as string[] }
  const { type, inside } = typeOfElement(schema, own)
  const notes = own.notes.map((comment) => ({ comment }))
  return node('xs:element', { name, type, ...occurs }, [...annotate(schema), ...notes, ...inside])
}

interface Occurs {
  readonly [attribute: string]: string | undefined
}

interface ElementType {
  readonly type?: string | undefined
  readonly inside: readonly XsdItem[]
}

function typeOfElement(schema: JsonObject, context: XsdContext): ElementType {
  const shape = shapeOf(schema, context.catalogue)
  if (shape === 'anything') return { type: 'xs:anyType', inside: [] }
  if (shape === 'array') throw refuse('an array that is no field')
  if (shape === 'object') {
    const ref = textMember(schema, '$ref')
    if (ref !== undefined && !extendsObject(schema))
      return { type: context.typeOf(ref), inside: [] }
    return { inside: [complexType(schema, context)] }
  }
  const simple = simpleType(schema, context)
  return 'name' in simple ? { type: simple.name, inside: [] } : { inside: [simple.type] }
}

function extendsObject(schema: JsonObject): boolean {
  return ['properties', 'allOf', 'anyOf', 'oneOf'].some(
    (name) => member(schema, name) !== undefined,
  )
}

function fieldParticle({ name, schema, required }: Field, context: XsdContext): XsdNode {
  const items = objectMember(schema, 'items')
  if (shapeOf(schema, context.catalogue) !== 'array' || items === undefined) {
    return element(name, schema, context, { minOccurs: required ? undefined : '0' })
  }
  return arrayParticle(name, { schema, items, required }, context)
}

/** An empty array cannot be shown, so a required one has at least one element. */
function arrayParticle(
  name: string,
  array: { readonly schema: JsonObject; readonly items: JsonObject; readonly required: boolean },
  context: XsdContext,
): XsdNode {
  const { schema, items, required } = array
  const fewest = Math.max(numberOf(schema, 'minItems') ?? 0, 1)
  const most = numberOf(schema, 'maxItems')
  const described = { ...wordsOnly(items), ...items, ...wordsOnly(schema) }
  const repeated = (minOccurs: number) =>
    element(name, described, context, {
      minOccurs: minOccurs === 1 ? undefined : String(minOccurs),
      maxOccurs: most === undefined ? 'unbounded' : String(most),
    })
  if (required) return repeated(fewest)
  if (fewest === 1) return repeated(0)
  // None at all, or at least so many.
  return node('xs:sequence', { minOccurs: '0' }, [repeated(fewest)])
}

/** What the array says of itself is what its elements say in XML. */
function wordsOnly(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => WORDS.has(name)))
}

const WORDS = new Set(['title', 'description', 'x-en', 'x-legalBasis'])

/** What XML Schema 1.0 cannot say of the alternatives, or would need too many particles for. */
function noteAlternatives(schema: JsonObject, isExact: boolean): readonly XsdItem[] {
  const branches = ['anyOf', 'oneOf'].flatMap((keyword) => objectsOf(schema, keyword))
  const saysValues = branches.some((branch) =>
    ['properties', '$ref', 'allOf', 'anyOf', 'oneOf'].some((name) => Object.hasOwn(branch, name)),
  )
  if (isExact && !saysValues) return []
  const comment = isExact
    ? 'Which value asks for which of these elements is not in this XSD: the validator judges it.'
    : 'Which of these fields go together is not in this XSD, the validator judges it: there are ' +
      'too many ways for a choice that XML Schema 1.0 can follow element by element.'
  return [{ comment }]
}

/** By their ids: what each says is in the schema. */
function noteRules(schema: JsonObject): readonly XsdItem[] {
  const ids = objectsOf(schema, 'x-rules').map((rule) => textMember(rule, 'id') ?? '')
  if (ids.length === 0) return []
  return [{ comment: `Not in this XSD, judged by the validator: ${ids.join(', ')}` }]
}

function assertClosed(schema: JsonObject): void {
  const open = ['patternProperties', 'unevaluatedProperties'].find((name) =>
    Object.hasOwn(schema, name),
  )
  if (open !== undefined) throw refuse(open)
  if (objectMember(schema, 'additionalProperties') !== undefined) throw refuse('a map')
}

function refuse(what: string): Problem {
  return new Problem(problems.schemaUnusable, `XML Schema 1.0 cannot say: ${what}`)
}
