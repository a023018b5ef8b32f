/**
 * A conversion as text for people: what it cost, step by step, and how the result is judged.
 *
 * @module
 */
import type { ConversionStep } from '../conversion/convert.ts'
import type { ConversionReport } from '../conversion/document-converter.ts'
import type { Bilingual } from '../verdict.ts'
import type { TextStyle } from './text.ts'
import { formatVerdict, issueLines, signatureLines } from './text.ts'

const WORDS = {
  lossless: { vi: 'không mất gì', en: 'nothing lost' },
  lossy: { vi: 'có mất thông tin', en: 'something is lost' },
  changed: { vi: 'cách viết được đổi', en: 'notations changed' },
  more: { vi: 'còn nhiều điểm khác không liệt kê', en: 'there is more than listed' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function formatConversion(report: ConversionReport, style: TextStyle): string {
  const lines = [
    ...report.signatures.flatMap((signature) => signatureLines(signature, style)),
    ...report.issues.flatMap((issue) => issueLines(issue, style)),
    ...report.steps.flatMap((step) => stepLines(step, style)),
  ]
  return [...lines, formatVerdict(report.verdict, style)].join('\n')
}

function stepLines(step: ConversionStep, style: TextStyle): readonly string[] {
  const { language } = style
  const outcome = (step.lossless ? WORDS.lossless : WORDS.lossy)[language]
  const rules = [...new Set(step.changed.map(({ by }) => by).filter((by) => by !== 'copy'))]
  return [
    `${step.from} → ${step.to}  ${outcome}`,
    ...(rules.length === 0 ? [] : [`  ${WORDS.changed[language]}: ${rules.join(', ')}`]),
    ...step.issues.flatMap((issue) => issueLines(issue, style)),
    ...(step.truncated ? [`  … ${WORDS.more[language]}`] : []),
  ]
}
