/**
 * Where catalogues and trust come from: a folder, or a registry over HTTP.
 *
 * The only layer below the service that does I/O; it decides nothing.
 *
 * @module
 */
export { CATALOGUE_FOLDER, readCatalogueFolder } from './catalogue-folder.ts'
