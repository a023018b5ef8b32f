/**
 * Where catalogues and trust come from: a folder, or a registry over HTTP.
 *
 * The only layer below the service that does I/O; it decides nothing.
 *
 * @module
 */
export { CATALOGUE_FOLDER, readCatalogueFolder, versionFolder } from './catalogue-folder.ts'
export type { CatalogueExport, CatalogueExportVersion } from './catalogue-registry.ts'
export { fetchCatalogue, fetchEntries } from './catalogue-registry.ts'
export type { CataloguePart } from './catalogue-root.ts'
export { findCatalogueRoot } from './catalogue-root.ts'
export { readCertificateFile } from './certificate-file.ts'
export { decompress, isCompressed } from './decompress.ts'
export { editJson } from './edit-json.ts'
export type { VersionExamples } from './examples-folder.ts'
export { readVersionExamples } from './examples-folder.ts'
export { fetchReleases } from './fetch-release.ts'
export { timestampAuthority } from './fetch-timestamp.ts'
export { findInputFiles } from './input-files.ts'
export { readDecryptionKeyFile, readSigningKeyFiles } from './key-file.ts'
export type { ChangedFile, Lock } from './lock-file.ts'
export {
  digestOfText,
  findChangedFiles,
  formatLock,
  readLock,
  versionsOfLock,
} from './lock-file.ts'
export type { LockedRelease, LockedSigner } from './locked-release.ts'
export { formatLockedJws, parseJwsToLock } from './locked-release.ts'
export { readPolicyFile, type WrittenPolicy, watchPolicyFile } from './policy-file.ts'
export * as sourceProblems from './problems.ts'
export type {
  CodegenConfig,
  ProjectConfig,
  PullConfig,
  SchemaMapping,
  ValidateConfig,
} from './project-config.ts'
export { CODEGEN_LANGUAGES, defineConfig } from './project-config.ts'
export type { Project } from './project-file.ts'
export { findProject, LOCK_FILE, readProjectFile } from './project-file.ts'
export type { Environment } from './proxy.ts'
export type { OpenFile } from './read-file.ts'
export { fileProblem, openFile, readBytes, readChunks, sizeOf } from './read-file.ts'
export { readStandaloneRuntime } from './standalone-runtime.ts'
export { findTestFiles, TEST_FILE_END, versionFolderAround } from './test-files.ts'
export type { TrustFinding } from './trust-check.ts'
export { checkTrustFolder } from './trust-check.ts'
export { readTrustFolder } from './trust-folder.ts'
export {
  openNewTrustList,
  readTrustListFile,
  readTrustListSigners,
  replaceTrustList,
  TRUST_LIST_FILE,
  TRUST_LIST_SIGNER_FILE,
} from './trust-list-file.ts'
export { watchTrustFolder } from './watched-trust.ts'
