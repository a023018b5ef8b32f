/**
 * What a project file says: which structures a project uses, what is made of them, and what
 * is judged by them.
 *
 * `chuan/config` is this file alone, so that a `chuan.config.ts` loads nothing else.
 *
 * @module
 */

export const CODEGEN_LANGUAGES = [
  'typescript',
  'csharp',
  'csharp-newtonsoft',
  'java',
  'go',
  'python',
] as const
export const SEVERITIES = ['error', 'warning'] as const

export interface ProjectConfig {
  /** For editors: where the JSON Schema of this file is. */
  readonly $schema?: string
  /** URL of the registry; without it the catalogue of the package is used. */
  readonly registry?: string
  /** `path`, `path@2`, `path@2.0`, `path@2.0.0` or `path@latest`. */
  readonly structures?: readonly string[]
  /** The folder `chuan pull` fills; `schemas` when it is not said. */
  readonly schemas?: string
  readonly pull?: PullConfig
  readonly codegen?: readonly CodegenConfig[]
  readonly validate?: ValidateConfig
}

export interface PullConfig {
  /** Folder of certificates whose signed releases are believed. */
  readonly trust?: string
  /** Refuse versions without a signed release. */
  readonly requireSignature?: boolean
}

export interface CodegenConfig {
  /** The folder to write to. */
  readonly out: string
  /** `typescript` when it is not said. */
  readonly language?: (typeof CODEGEN_LANGUAGES)[number]
  /** Only these of the project's structures; all of them when it is not said. */
  readonly structures?: readonly string[]
  readonly readonly?: boolean
}

export interface ValidateConfig {
  /** Globs of the files that `chuan validate` judges when it is given none. */
  readonly files?: readonly string[]
  /** The first row whose glob fits a file says its structure. */
  readonly mapping?: readonly SchemaMapping[]
  /** Folder of certificates. */
  readonly trust?: string
  /** Policy of acceptance. */
  readonly policy?: string
  /** True: XML is judged by the XSD of its structure as well. */
  readonly xsd?: boolean
  /** File of the issues that are known. */
  readonly baseline?: string
  /** The least severity that makes the run fail. */
  readonly severity?: (typeof SEVERITIES)[number]
  /** Code lists as of this day, YYYY-MM-DD. */
  readonly asOf?: string
}

export interface SchemaMapping {
  /** Glob. */
  readonly files: string
  readonly schema: string
}

/** Gives a `chuan.config.ts` its type, and with it completion; the value is returned as it is. */
export function defineConfig(config: ProjectConfig): ProjectConfig {
  return config
}
