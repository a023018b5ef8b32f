/**
 * The public face of the service.
 *
 * @module
 */
export { createApp } from './app.ts'
export type { Config } from './config.ts'
export { readConfig, SETTINGS } from './config.ts'
export type { AppDeps, RequestLine } from './deps.ts'
export type { Library } from './library.ts'
export { createLibrary } from './library.ts'
export { publishCatalogue } from './publication.ts'
export type { Releases } from './releases.ts'
export { signReleases } from './releases.ts'
export type { RunningRegistry, World } from './start.ts'
export { startRegistry } from './start.ts'
export { openSqliteStore } from './store/sqlite/open.ts'
export type { Artefact, PublishedVersion, ReleaseSignature, Store } from './store/store.ts'
