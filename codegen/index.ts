/**
 * The public face of code generation: one structure in, many formats out.
 *
 * Emitters are pure and deterministic; only `writeFiles` touches a disk.
 *
 * @module
 */
export { bundleSchema } from './bundle.ts'
export type { DcatVersion } from './catalogue/dcat.ts'
export { emitDcat } from './catalogue/dcat.ts'
export { emitSchemaStoreCatalogue } from './catalogue/schema-store.ts'
export { emitCsv } from './codelist/csv.ts'
export { emitGenericode } from './codelist/genericode.ts'
export { valueIri } from './codelist/iri.ts'
export { emitSkos } from './codelist/skos.ts'
export { digestOf } from './digest.ts'
export { fieldAnchor } from './field-anchor.ts'
export { emitHtml } from './html/emit.ts'
export type { Html, HtmlValue } from './html/markup.ts'
export { escapeHtml, html, joinHtml, raw, safeHref } from './html/markup.ts'
export type { NavigationItem, Page, PageLanguage } from './html/page.ts'
export { renderPage } from './html/page.ts'
export { STYLESHEET } from './html/stylesheet.ts'
export { termOf } from './html/words.ts'
export { classIri } from './jsonld/class-iri.ts'
export { emitJsonLdContext } from './jsonld/emit.ts'
export { emitCatalogueTable } from './markdown/catalogue-table.ts'
export { toJsonLd, toQuads } from './rdf/instance.ts'
export { writeNQuads, writeTurtle } from './rdf/write.ts'
export type { Representation } from './representations.ts'
export { representationsOf } from './representations.ts'
export { emitShacl } from './shacl/emit.ts'
export type { TypescriptOptions } from './typescript/emit.ts'
export { emitTypescript, emitTypescriptModule } from './typescript/emit.ts'
export type { GeneratedFile, WriteReport } from './write.ts'
export { writeFiles } from './write.ts'
export { emitXsd } from './xsd/emit.ts'
export { emitXsdPackage, zipFiles } from './xsd/package.ts'
