/**
 * The frame of the registry's own pages: one bar for all of them.
 *
 * @module
 */
import type { Html } from '../../codegen/index.ts'
import { renderPage } from '../../codegen/index.ts'
import type { Bilingual } from '../../validator/index.ts'
import { WORDS } from './words.ts'

export interface OwnPage {
  readonly title: string
  readonly language: keyof Bilingual
  readonly body: Html
  /** Path of the page, to mark it in the bar. */
  readonly path: string
}

const BAR = [
  ['/', WORDS.catalogue],
  ['/docs', WORDS.api],
  ['/problems', WORDS.problems],
] as const

export function ownPage({ title, language, body, path }: OwnPage): string {
  return renderPage({
    title,
    language,
    body,
    navigation: BAR.map(([href, label]) => ({
      href,
      label: label[language],
      current: href === path,
    })),
  })
}
