/**
 * One structure inside generated code: its document, its codes, the functions that judge it,
 * and the structures it leans on.
 *
 * Generated modules make one each; nothing is compiled, looked up or fetched at run time.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { assembleCatalogue } from '../catalogue.ts'
import type { CodeListValue } from '../codelists/code-list.ts'
import { createCodeList } from '../codelists/code-list.ts'
import type { JsonObject } from '../json-value.ts'
import { textMember } from '../json-value.ts'
import type { SchemaRef } from '../schema-ref.ts'
import type { CompiledFunction } from '../structure/judge-value.ts'
import type { CodeLists, Judge, JudgedKeyword } from '../structure/judges.ts'
import { compileJudge } from '../structure/judges.ts'
import type { SchemaIndex } from '../structure/schema-index.ts'
import { createSchemaIndex, titleOf } from '../structure/schema-index.ts'

export interface PartSource {
  readonly ref: SchemaRef
  readonly id: string
  /** Where identifiers live. */
  readonly base: string
  /** As it is judged by: stamped and prepared. */
  readonly document: JsonObject
  readonly values?: readonly CodeListValue[]
  readonly parts: readonly Part[]
  readonly judge: CompiledFunction
  /** What Ajv says that functions have looked at; they are given it when the part is made. */
  readonly evaluated?: readonly (readonly [judge: CompiledFunction, places: object])[]
  /** Branches of alternatives, by where they are. */
  readonly branches?: Readonly<Record<string, CompiledFunction>>
}

export interface Part extends PartSource {
  readonly version: SchemaVersion
}

export function definePart(source: PartSource): Part {
  const { ref, id, document, values, evaluated = [] } = source
  for (const [judge, places] of evaluated) Object.assign(judge, { evaluated: places })
  const codeList = values && createCodeList(id, values, textMember(document, 'x-coverageFrom'))
  return { ...source, version: { ref, id, document, ...(codeList && { codeList }) } }
}

/** What a keyword of ours finds, made again from the schema that states it. */
export function judgeOf(part: Part, schema: JsonObject, keyword: JudgedKeyword): Judge {
  return compileJudge(keyword, schema, codeListsOf(part))
}

/** The part and all it leans on, near and far. */
export function closureOfPart(part: Part): readonly Part[] {
  const reached = new Set<Part>([part])
  // A set goes on with what is added while it is walked.
  for (const each of reached) for (const needed of each.parts) reached.add(needed)
  return [...reached]
}

export function catalogueOfPart(part: Part): Catalogue {
  const versions = closureOfPart(part).map(({ version }) => version)
  return assembleCatalogue(versions, part.base)
}

/** Documents in parts are prepared already, and every one may have to be explained. */
export function indexOfPart(catalogue: Catalogue): SchemaIndex {
  const index = createSchemaIndex(catalogue, ({ document }) => document)
  for (const version of catalogue.versions) index.documentOf(version)
  return index
}

function codeListsOf(part: Part): CodeLists {
  const byId = new Map(closureOfPart(part).map((each) => [each.id, each]))
  return {
    findCodeList: (id) => byId.get(id)?.version.codeList,
    nameOf: (id) => titleOf(byId.get(id)?.document ?? {}) ?? { vi: id, en: id },
  }
}
