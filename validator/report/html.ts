/**
 * Verdicts as one page that needs nothing else: no script, no font, no address.
 *
 * @module
 */
import type { Bilingual, Issue, Severity, Verdict } from '../verdict.ts'
import { escapeXml } from './junit-log.ts'
import type { TextStyle } from './text.ts'
import { decryptionFact, formatBasis } from './text.ts'
import type { ReportWriter, RunFailure } from './writer.ts'

const WORDS = {
  title: { vi: 'Kết quả kiểm tra', en: 'Validation report' },
  valid: { vi: 'hợp lệ', en: 'valid' },
  invalid: { vi: 'không hợp lệ', en: 'invalid' },
  error: { vi: 'lỗi', en: 'error' },
  warning: { vi: 'cảnh báo', en: 'warning' },
  info: { vi: 'ghi chú', en: 'note' },
  level: { vi: 'Mức', en: 'Level' },
  line: { vi: 'Dòng', en: 'Line' },
  place: { vi: 'Vị trí', en: 'Place' },
  said: { vi: 'Nội dung', en: 'Issue' },
  basis: { vi: 'Căn cứ', en: 'Legal basis' },
  documents: { vi: 'tài liệu', en: 'documents' },
  signature: { vi: 'Chữ ký', en: 'Signature' },
  more: { vi: 'Còn nhiều lỗi khác không liệt kê.', en: 'There are more issues than listed.' },
} as const satisfies Readonly<Record<string, Bilingual>>

export function htmlWriter({ language }: TextStyle): ReportWriter {
  const say = (word: keyof typeof WORDS) => WORDS[word][language]
  let [isStarted, documents, valid] = [false, 0, 0]
  function head(): string {
    if (isStarted) return ''
    isStarted = true
    return (
      `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">\n` +
      '<meta name="viewport" content="width=device-width">\n' +
      `<title>${say('title')}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n` +
      `<h1>${say('title')}</h1>\n`
    )
  }
  return {
    add(verdict) {
      documents += 1
      if (verdict.valid) valid += 1
      return head() + section(verdict, language)
    },
    end(failure) {
      const totals = `${valid} / ${documents} ${say('documents')} ${say('valid')}`
      const ended = failure === undefined ? '' : failureNote(failure, language)
      return `${head()}${ended}<p><strong>${totals}</strong></p>\n</body>\n</html>\n`
    },
  }
}

function failureNote({ kind, detail }: RunFailure, language: keyof Bilingual): string {
  const title = `<strong class="error">✗ ${escapeXml(kind.title[language])}</strong>`
  return `<p>${title} <code>${kind.code}</code> ${escapeXml(detail)}</p>\n`
}

function section(verdict: Verdict, language: keyof Bilingual): string {
  const { document = '-', valid, schema, issues, signatures, truncated } = verdict
  const word = WORDS[valid ? 'valid' : 'invalid'][language]
  const state = `<strong class="${valid ? 'valid' : 'error'}">${valid ? '✓' : '✗'} ${word}</strong>`
  const ref = schema === undefined ? '' : ` <code>${escapeXml(schema.ref)}</code>`
  const facts = [state + ref, decryptionFact(verdict, language) ?? ''].join(' ').trimEnd()
  return [
    `<section>\n<h2>${escapeXml(document)}</h2>\n<p>${facts}</p>`,
    ...signatures.map(({ indication, message }) => {
      const said = `<code>${indication}</code> ${escapeXml(message[language])}`
      return `<p>${WORDS.signature[language]}: ${said}</p>`
    }),
    ...(issues.length === 0 ? [] : [table(issues, language)]),
    ...(truncated ? [`<p>${WORDS.more[language]}</p>`] : []),
    '</section>\n',
  ].join('\n')
}

function table(issues: readonly Issue[], language: keyof Bilingual): string {
  const heads = (['level', 'line', 'place', 'said', 'basis'] as const).map(
    (word) => `<th scope="col">${WORDS[word][language]}</th>`,
  )
  const rows = issues.map((issue) => row(issue, language))
  const head = `<thead><tr>${heads.join('')}</tr></thead>`
  return `<table>\n${head}\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`
}

function row(issue: Issue, language: keyof Bilingual): string {
  const { severity, line, column, xpath, instanceLocation, field, message, code } = issue
  const name = field === undefined ? '' : `<b>${escapeXml(field[language])}</b>: `
  const [basis] = issue.legalBasis ?? []
  const cells = [
    `<td class="${severity}">${levelOf(severity, language)}</td>`,
    `<td>${line === undefined ? '' : `${line}:${column ?? 1}`}</td>`,
    `<td><code>${escapeXml(xpath ?? instanceLocation)}</code></td>`,
    `<td>${name}${escapeXml(message[language])} <code>${code}</code></td>`,
    `<td>${basis === undefined ? '' : escapeXml(formatBasis(basis, language))}</td>`,
  ]
  return `<tr>${cells.join('')}</tr>`
}

function levelOf(severity: Severity, language: keyof Bilingual): string {
  return WORDS[severity][language]
}

const STYLE = [
  ':root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}',
  'body{max-width:72rem;margin:2rem auto;padding:0 1rem}',
  'table{border-collapse:collapse;width:100%}',
  'th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #8886}',
  'code{font-size:.9em;overflow-wrap:anywhere}',
  'td:nth-child(3){min-width:9rem}',
  'h2{font-size:1.1rem;overflow-wrap:anywhere}section{margin:2rem 0}',
  '.valid{color:light-dark(#0a6b2d,#6fd492)}.error{color:light-dark(#b00020,#ff8a9b)}',
  '.warning{color:light-dark(#8a5a00,#f0b95c)}.info{color:light-dark(#005a9c,#7cc4ff)}',
].join('')
