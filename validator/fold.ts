/**
 * How a search reads text: people type Vietnamese with and without diacritics.
 *
 * @module
 */

/** Lower case without diacritics; đ is a letter of its own and has to be named. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toLowerCase()
}
