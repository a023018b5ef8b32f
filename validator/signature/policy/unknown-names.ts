/**
 * Names in the rules of a policy that are nothing in a catalogue, and so fit no message.
 *
 * It is no fault of the policy: a catalogue need not have everything. But a rule that was
 * misspelt asks nothing of anybody, and somebody should be told.
 *
 * @module
 */
import type { Catalogue } from '../../catalogue.ts'
import { similarName } from '../../structure/similar-name.ts'
import type { Bilingual } from '../../verdict.ts'
import { isUnder } from './choose-rule.ts'
import type { Policy } from './policy.ts'

const KINDS_LIST = 'codelists/exchange-kinds'

/** A sentence for each: which rule, which name, and what was probably meant. */
export function unknownNames(policy: Policy, catalogue: Catalogue): readonly Bilingual[] {
  const paths = [...new Set(catalogue.versions.map(({ ref }) => ref.path))]
  const kinds = catalogue
    .versionsOf(KINDS_LIST)
    .flatMap(({ codeList }) => codeList?.values.map(({ code }) => code) ?? [])
  const isPath = (name: string) => paths.some((path) => isUnder('/')(path, name))
  const isKind = (name: string) => kinds.length === 0 || kinds.includes(name)
  return policy.rules.flatMap(({ id, structures = [], kinds: asked = [] }) => [
    ...structures
      .filter((name) => !isPath(name))
      .map((name) => sentence(id, STRUCTURE, name, similarName(name, parentsOf(paths)))),
    ...asked
      .filter((name) => !isKind(name))
      .map((name) => sentence(id, KIND, name, similarName(name, kinds))),
  ])
}

/** A rule may name what structures are below. */
function parentsOf(paths: readonly string[]): readonly string[] {
  const all = paths.flatMap((path) => {
    const steps = path.split('/')
    return steps.map((_, index) => steps.slice(0, index + 1).join('/'))
  })
  return [...new Set(all)]
}

const STRUCTURE: Bilingual = { vi: 'cấu trúc', en: 'structure' }
const KIND: Bilingual = { vi: 'loại dữ liệu', en: 'kind of data' }

function sentence(rule: string, what: Bilingual, name: string, near?: string): Bilingual {
  const [vi, en] = near === undefined ? ['', ''] : [`; có phải ${near}?`, `; is it ${near}?`]
  return {
    vi: `Quy tắc ${rule} của chính sách nêu ${what.vi} ${name}, danh mục không có${vi}`,
    en: `The rule ${rule} of the policy names the ${what.en} ${name}, which is nowhere${en}`,
  }
}
