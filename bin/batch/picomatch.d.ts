/**
 * What is used of picomatch, which comes without types.
 *
 * @module
 */
declare module 'picomatch' {
  /** A pattern as a function: whether a path with slashes fits it. */
  // biome-ignore lint/style/noDefaultExport: that is how it exports.
  export default function picomatch(
    pattern: string,
    options?: { readonly dot?: boolean },
  ): (path: string) => boolean
}
