/**
 * Where reports go: standard output, and files that are whole when they are there.
 *
 * @module
 */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs'
import { fileProblem } from '../sources/index.ts'
import type { ReportWriter, TextStyle } from '../validator/index.ts'
import { Problem, REPORTS } from '../validator/index.ts'
import type { CommandLine } from './command.ts'
import type { Io } from './io.ts'
import { usageWrong } from './problems.ts'

export interface Output {
  readonly writer: ReportWriter
  readonly write: (text: string) => void
  readonly close: () => Promise<void>
}

/** Throws Problem `usage-wrong`, or `file-unreadable` where a file cannot be written. */
export function openOutputs(line: CommandLine, io: Io, style: TextStyle): readonly Output[] {
  const main: Output = {
    writer: makeWriter(line.text('format') ?? 'text', style),
    write: io.out,
    close: async () => {},
  }
  return [main, ...line.texts('report').map((text) => openFile(text, style))]
}

function openFile(text: string, style: TextStyle): Output {
  const at = text.indexOf('=')
  const [format, file] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || file === '') {
    throw new Problem(usageWrong, '--report takes a format and a file: sarif=report.sarif')
  }
  const writer = makeWriter(format, { ...style, hasColour: false })
  const beside = `${file}.part`
  const target = attempt(file, () => openSync(beside, 'w'))
  return {
    writer,
    write: (part) => void attempt(file, () => writeSync(target, part)),
    close: async () => {
      attempt(file, () => closeSync(target))
      attempt(file, () => renameSync(beside, file))
    },
  }
}

function attempt<T>(file: string, act: () => T): T {
  try {
    return act()
  } catch (thrown) {
    throw fileProblem(file, thrown)
  }
}

function makeWriter(format: string, style: TextStyle): ReportWriter {
  const make = Object.hasOwn(REPORTS, format) ? REPORTS[format] : undefined
  if (make !== undefined) return make(style.language, style)
  throw new Problem(usageWrong, `Formats of reports: ${Object.keys(REPORTS).join(', ')}`)
}
