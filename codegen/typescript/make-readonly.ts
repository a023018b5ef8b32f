/**
 * Makes every member and every list of printed types readonly, which the engine cannot.
 *
 * It reads what the engine prints after its formatter: a member begins its line.
 *
 * @module
 */

/** Comments and literals, in which nothing is code. */
const NOT_CODE = /\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/gu
const MEMBER = /^(\s+)((?:"[^"]*"|'[^']*'|[\w$]+|\[k: string\])\??: )/gmu

export function makeReadonly(text: string): string {
  const kept: string[] = []
  const code = text.replaceAll(NOT_CODE, (part) => `$${kept.push(part) - 1}$`)
  const members = code.replaceAll(/^(\s+)(\$\d+\$\??: )/gmu, '$1readonly $2')
  const readonly = makeListsReadonly(members.replaceAll(MEMBER, '$1readonly $2'))
  return readonly.replaceAll(/\$(\d+)\$/gu, (_, index: string) => kept[Number(index)] ?? '')
}

/** `(A | B)[]` becomes `ReadonlyArray<(A | B)>`: what stands inside keeps its place. */
function makeListsReadonly(code: string): string {
  let text = code
  for (let end = text.indexOf('[]'); end >= 0; end = text.indexOf('[]')) {
    const start = operandStart(text, end)
    const operand = text.slice(start, end)
    text = `${text.slice(0, start)}ReadonlyArray<${operand}>${text.slice(end + 2)}`
  }
  return text
}

const OPENING: Readonly<Record<string, string>> = { ')': '(', '}': '{', '>': '<' }

function operandStart(text: string, end: number): number {
  const closing = text.charAt(end - 1)
  const opening = OPENING[closing]
  let start = end
  if (opening !== undefined) {
    let depth = 0
    do {
      start -= 1
      if (text.charAt(start) === closing) depth += 1
      if (text.charAt(start) === opening) depth -= 1
    } while (depth > 0 && start > 0)
    if (closing !== '>') return start
  }
  while (start > 0 && /[\w$]/u.test(text.charAt(start - 1))) start -= 1
  return start
}
