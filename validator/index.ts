/**
 * The public face of the validator: bytes and schemas in, Verdict out.
 *
 * Loads no server, no database and no code generator, and does no I/O.
 *
 * @module
 */
export type { Catalogue, CatalogueEntry, SchemaVersion } from './catalogue.ts'
export { BASE_URL_DEFAULT, createCatalogue, schemaId, xmlNamespace } from './catalogue.ts'
export type { CodeList, CodeListValue, CodeStatus } from './codelists/code-list.ts'
export { isInForce, lookUpCode } from './codelists/code-list.ts'
export type { IssueKind } from './issues/issue.ts'
export type { IssueCode } from './issues/kinds.ts'
export { issueKinds } from './issues/kinds.ts'
export type { JsonObject, JsonValue } from './json-value.ts'
export { isJsonObject, member, objectMember, textMember } from './json-value.ts'
export * from './limits.ts'
export type { ProblemKind, ProblemOptions } from './problem.ts'
export { Problem } from './problem.ts'
export * as problems from './problems.ts'
export type { SchemaRef, Version } from './schema-ref.ts'
export {
  compareVersions,
  formatSchemaRef,
  formatVersion,
  parseSchemaPath,
  parseSchemaRef,
  parseVersion,
} from './schema-ref.ts'
export type * from './verdict.ts'
