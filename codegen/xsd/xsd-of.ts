/**
 * The XSD of any version, for whoever judges by it.
 *
 * @module
 */
import type { Catalogue, XsdOf } from '../../validator/index.ts'
import { Problem, problems } from '../../validator/index.ts'
import { representationsOf } from '../representations.ts'
import { emitXsd } from './emit.ts'

/** Undefined for what has none: contracts of the service, maps, databases. */
export function xsdOf(catalogue: Catalogue): XsdOf {
  return (version) => {
    if (!representationsOf(version).some(({ file }) => file === 'schema.xsd')) return undefined
    try {
      return emitXsd(version, catalogue)
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.kind === problems.schemaUnusable) return undefined
      throw thrown
    }
  }
}
