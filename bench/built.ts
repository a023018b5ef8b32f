/**
 * The validator as it is shipped, for what is held against libraries as they are shipped.
 *
 * What runs TypeScript sources names every function again each time it is made, which costs a
 * small message a quarter more.
 *
 * @module
 */
type Validator = typeof import('../validator/index.ts')

const FACE = new URL('../dist/validator/index.js', import.meta.url).href

export const built: Validator = (await import(FACE)) as Validator
