/** The little of jsonld that the tests call; the package brings no types. */
declare module 'jsonld' {
  export interface ExpandOptions {
    readonly safe: boolean
    readonly documentLoader: (url: string) => Promise<never>
  }
  export function expand(document: unknown, options: ExpandOptions): Promise<readonly unknown[]>
  const jsonld: { readonly expand: typeof expand }
  // biome-ignore lint/style/noDefaultExport: it is how the package is.
  export default jsonld
}
