/**
 * What changed between two versions, as text: what breaks first, then the rest, then the step.
 *
 * @module
 */
import type { Bilingual, Comparison, Difference, DifferenceClass } from '../validator/index.ts'
import { formatSchemaRef } from '../validator/index.ts'

type Language = keyof Bilingual

const WORDS = {
  vi: {
    breaking: 'phá vỡ: tài liệu đang đúng có thể bị từ chối',
    compatible: 'tương thích: không tài liệu nào đang đúng bị từ chối',
    annotation: 'chú giải',
    none: '',
    backward: '',
    forward: 'bên đọc theo bản cũ từ chối tài liệu mới',
    both: 'bên đọc theo bản cũ cũng từ chối tài liệu mới',
    whole: '(cả tài liệu)',
    same: 'không có khác biệt',
    needed: 'cần tăng phiên bản ít nhất',
    tooSmall: 'chưa đủ',
  },
  en: {
    breaking: 'breaking: documents that are valid may be refused',
    compatible: 'compatible: no valid document is refused',
    annotation: 'annotation',
    none: '',
    backward: '',
    forward: 'readers of the older version refuse new documents',
    both: 'readers of the older version refuse new documents too',
    whole: '(the whole document)',
    same: 'no difference',
    needed: 'the version step needed is at least',
    tooSmall: 'the step taken is smaller',
  },
} as const

const ORDER: readonly DifferenceClass[] = ['breaking', 'compatible', 'annotation']
const MARKS = { breaking: '✗', compatible: '+', annotation: '·' } as const

export interface DiffStyle {
  readonly language: Language
  /** Each annotation that changed, not only how many. */
  readonly hasAnnotations: boolean
}

export function formatComparison(comparison: Comparison, style: DiffStyle): string {
  const { differences, stepNeeded, isStepEnough } = comparison
  const words = WORDS[style.language]
  const lines = [`${formatSchemaRef(comparison.older)} → ${formatSchemaRef(comparison.newer)}`]
  for (const kind of ORDER) {
    const found = differences.filter((difference) => difference.kind === kind)
    if (found.length === 0) continue
    lines.push(`  ${MARKS[kind]} ${words[kind]} (${found.length})`)
    const isCounted = kind === 'annotation' && !style.hasAnnotations
    lines.push(...(isCounted ? countLines(found) : placeLines(found, style.language)))
  }
  if (differences.length === 0) lines.push(`  ${words.same}`)
  else lines.push(`  ${words.needed}: ${stepNeeded}${isStepEnough ? '' : `; ${words.tooSmall}`}`)
  return `${lines.join('\n')}\n`
}

/** Each place once, with all that changed there. */
function placeLines(found: readonly Difference[], language: Language): readonly string[] {
  const byPlace = new Map<string, Difference[]>()
  for (const difference of found) {
    const group = byPlace.get(difference.instancePath)
    if (group === undefined) byPlace.set(difference.instancePath, [difference])
    else group.push(difference)
  }
  return [...byPlace].flatMap(([path, group]) => [
    `    ${group[0]?.field[language] || WORDS[language].whole}  ${path}`.trimEnd(),
    ...group.map((difference) => differenceLine(difference, language)),
  ])
}

function differenceLine({ message, code, effect }: Difference, language: Language): string {
  const who = WORDS[language][effect]
  return `      ${message[language]} [${code}]${who === '' ? '' : ` ${who}`}`
}

function countLines(found: readonly Difference[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { code } of found) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].map(([code, count]) => `    ${String(count).padStart(4)}  ${code}`)
}
