/**
 * Where reports go: standard output, and files that are whole when they are there.
 *
 * @module
 */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileProblem } from '../sources/index.ts'
import type { ReportStyle, ReportWriter } from '../validator/index.ts'
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
export function openOutputs(line: CommandLine, io: Io, style: ReportStyle): readonly Output[] {
  const main: Output = {
    writer: makeWriter(line.text('format') ?? 'text', style),
    write: io.out,
    close: async () => {},
  }
  const targets = line.texts('report').map(readTarget)
  const written = [...targets.map(({ file }) => file), ...line.texts('write-baseline').slice(-1)]
  if (new Set(written.map((file) => resolve(file))).size < written.length) {
    throw new Problem(usageWrong, 'One file is to be written twice: give each report its own')
  }
  return [main, ...targets.map((target) => openFile(target, style))]
}

interface Target {
  readonly format: string
  readonly file: string
}

function readTarget(text: string): Target {
  const at = text.indexOf('=')
  const [format, file] = [text.slice(0, at), text.slice(at + 1)]
  if (at >= 1 && file !== '') return { format, file }
  throw new Problem(usageWrong, '--report takes a format and a file: sarif=report.sarif')
}

function openFile({ format, file }: Target, style: ReportStyle): Output {
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

function makeWriter(format: string, style: ReportStyle): ReportWriter {
  const make = Object.hasOwn(REPORTS, format) ? REPORTS[format] : undefined
  if (make !== undefined) return make(style)
  throw new Problem(usageWrong, `Formats of reports: ${Object.keys(REPORTS).join(', ')}`)
}
