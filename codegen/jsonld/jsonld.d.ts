/**
 * What is called of jsonld; the package brings no types.
 *
 * @module
 */
declare module 'jsonld' {
  export interface JsonLdOptions {
    /** Throws where anything would be dropped. */
    readonly safe?: boolean
    readonly documentLoader?: (url: string) => Promise<never>
    readonly format?: 'application/n-quads' | string
    readonly useNativeTypes?: boolean
    readonly omitGraph?: boolean
  }
  export interface JsonLd {
    readonly expand: (document: unknown, options: JsonLdOptions) => Promise<readonly unknown[]>
    readonly toRDF: (document: unknown, options: JsonLdOptions) => Promise<string>
    readonly fromRDF: (quads: string, options: JsonLdOptions) => Promise<readonly unknown[]>
    readonly canonize: (document: unknown, options: object) => Promise<string>
    readonly frame: (
      document: unknown,
      frame: object,
      options: JsonLdOptions,
    ) => Promise<Record<string, unknown>>
  }
  const jsonld: JsonLd
  // biome-ignore lint/style/noDefaultExport: it is how the package is.
  export default jsonld
}
