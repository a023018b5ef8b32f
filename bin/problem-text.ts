/**
 * A problem as a person at the terminal reads it.
 *
 * @module
 */
import type { Bilingual, Problem } from '../validator/index.ts'

/** `file`: which of several it is about. */
export function formatProblem(problem: Problem, language: keyof Bilingual, file?: string): string {
  const { code, title } = problem.kind
  const about = file === undefined ? '' : `${file}: `
  return `chuan: ${about}${title[language]} [${code}]\n  ${problem.message}\n`
}
