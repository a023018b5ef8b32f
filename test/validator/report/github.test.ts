/** Annotations of GitHub Actions: places, escaping, and the ten that are shown. */
import { describe, expect, test } from 'vitest'
import type { Issue, Verdict } from '../../../validator/index.ts'
import { githubAnnotations } from '../../../validator/report/github.ts'

const ISSUE: Issue = {
  code: 'date-impossible',
  severity: 'error',
  message: { vi: 'Không có ngày này trong lịch.', en: 'There is no such day in the calendar.' },
  instanceLocation: '/NgaySinh',
  line: 3,
  column: 5,
}

function verdictOf(document: string, issues: readonly Issue[]): Verdict {
  return { document, valid: false, format: 'json', issues, truncated: false, signatures: [] }
}

describe('annotations of GitHub Actions', () => {
  test('stand at the line and column, in the language asked for', () => {
    expect(
      githubAnnotations({ language: 'vi', hasColour: false }).add(verdictOf('a.json', [ISSUE])),
    ).toBe(
      '::error file=a.json,line=3,col=5,title=date-impossible::' +
        '/NgaySinh: Không có ngày này trong lịch.\n',
    )
  })

  test('cannot be left by a name that holds commands, commas or line breaks', () => {
    const issue = { ...ISSUE, instanceLocation: '/a\r\n::stop-commands::x%' }
    expect(
      githubAnnotations({ language: 'en', hasColour: false }).add(
        verdictOf('a:b,c%\n::error::.json', [issue]),
      ),
    ).toBe(
      '::error file=a%3Ab%2Cc%25%0A%3A%3Aerror%3A%3A.json,line=3,col=5,title=date-impossible::' +
        '/a%0D%0A::stop-commands::x%25: There is no such day in the calendar.\n',
    )
  })

  test('are ten of each level, and the rest is counted', () => {
    const annotations = githubAnnotations({ language: 'en', hasColour: false })
    const warning: Issue = { ...ISSUE, severity: 'warning' }
    const issues = [...Array.from({ length: 1000 }, () => ISSUE), warning]
    const lines = annotations.add(verdictOf('a.json', issues)).trimEnd().split('\n')
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      ...Array.from({ length: 10 }, () => '::error'),
      '::warning',
    ])
    expect(annotations.end()).toBe('::notice::990 more issues are not annotated here.\n')
  })

  test('are none for an empty run', () => {
    expect(githubAnnotations({ language: 'en', hasColour: false }).end()).toBe('')
  })
})
