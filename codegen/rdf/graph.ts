/**
 * Triples while they are collected.
 *
 * @module
 */
import type { BlankNode, Literal, NamedNode, Quad } from 'n3'
import { DataFactory } from 'n3'
import type { JsonObject } from '../../validator/index.ts'
import { wordsOf } from '../schema-view.ts'

const { blankNode, literal, namedNode, quad } = DataFactory

export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
export const RDFS = 'http://www.w3.org/2000/01/rdf-schema#'
export const OWL = 'http://www.w3.org/2002/07/owl#'
export const SKOS = 'http://www.w3.org/2004/02/skos/core#'
export const DCTERMS = 'http://purl.org/dc/terms/'
export const XSD = 'http://www.w3.org/2001/XMLSchema#'

export type Subject = NamedNode | BlankNode
export type Term = Subject | Literal

export interface Triples {
  readonly quads: readonly Quad[]
  /** The members of each collection, by the name of its first cell; empty where unknown. */
  readonly lists: Readonly<Record<string, readonly Term[]>>
}

export interface Graph extends Triples {
  /** Objects may be several; none writes nothing. */
  readonly add: (subject: Subject, predicate: string, ...objects: readonly Term[]) => void
  /** An RDF collection. */
  readonly list: (terms: readonly Term[]) => Subject
  /** Numbered in order: the same input gives the same text. */
  readonly blank: () => BlankNode
}

export function createGraph(): Graph {
  const quads: Quad[] = []
  const lists: Record<string, readonly Term[]> = {}
  let count = 0
  const blank = () => {
    count += 1
    return blankNode(`b${count}`)
  }
  const add: Graph['add'] = (subject, predicate, ...objects) => {
    quads.push(...objects.map((object) => quad(subject, namedNode(predicate), object)))
  }
  const list: Graph['list'] = (terms) => {
    const [first, ...rest] = terms
    if (first === undefined) return iri(`${RDF}nil`)
    const cell = blank()
    lists[cell.value] = terms
    add(cell, `${RDF}first`, first)
    add(cell, `${RDF}rest`, list(rest))
    return cell
  }
  return { quads, lists, add, list, blank }
}

export function iri(value: string): NamedNode {
  return namedNode(value)
}

export function text(value: string, languageOrType?: string): Literal {
  if (languageOrType === undefined) return literal(value)
  return literal(value, languageOrType.includes(':') ? iri(languageOrType) : languageOrType)
}

export function integer(value: number): Literal {
  return text(String(value), `${XSD}integer`)
}

/** Titles in both languages, or descriptions. */
export function bilingual(schema: JsonObject, part: 'title' | 'description'): readonly Literal[] {
  return (['vi', 'en'] as const).flatMap((language) => {
    const words = wordsOf(schema, language)[part]?.replaceAll(/\s+/gu, ' ').trim() ?? ''
    return words === '' ? [] : [text(words, language)]
  })
}
