/**
 * Where reports go: standard output, and files that are whole when they are there.
 *
 * @module
 */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileProblem } from '../sources/index.ts'
import type { RunFailure } from '../validator/index.ts'
import { Problem } from '../validator/index.ts'
import type { CommandLine } from './command.ts'
import type { Io } from './io.ts'
import { usageWrong } from './problems.ts'

/** What comes last is written of every report, also when a run ends early. */
interface Writer {
  readonly end: (failure?: RunFailure) => string
}

/** The forms that a command tells in, by name. */
export type Formats<Style, Form extends Writer> = Readonly<Record<string, (style: Style) => Form>>

export interface Output<Form extends Writer> {
  readonly writer: Form
  readonly write: (text: string) => void
  readonly close: () => Promise<void>
}

/** Throws Problem `usage-wrong`, or `file-unreadable` where a file cannot be written. */
export function openOutputs<Style extends { readonly hasColour: boolean }, Form extends Writer>(
  line: CommandLine,
  io: Io,
  style: Style,
  formats: Formats<Style, Form>,
): readonly Output<Form>[] {
  const main: Output<Form> = {
    writer: formatOf(line.text('format') ?? 'text', formats)(style),
    write: io.out,
    close: async () => {},
  }
  const targets = line.texts('report').map((text) => readTarget(text, formats))
  const written = [...targets.map(({ file }) => file), ...line.texts('write-baseline').slice(-1)]
  if (new Set(written.map((file) => resolve(file))).size < written.length) {
    throw new Problem(usageWrong, 'One file is to be written twice: give each report its own')
  }
  const plain = { ...style, hasColour: false }
  return [main, ...targets.map(({ make, file }) => openFile(make(plain), file))]
}

/** `problem`: why the run ended early. */
export async function closeOutputs(
  outputs: readonly Output<Writer>[],
  problem?: Problem,
): Promise<void> {
  const failure = problem && { kind: problem.kind, detail: problem.message }
  for (const { write, writer } of outputs) write(writer.end(failure))
  await Promise.all(outputs.map((output) => output.close()))
}

interface Target<Style, Form> {
  readonly make: (style: Style) => Form
  readonly file: string
}

function readTarget<Style, Form extends Writer>(
  text: string,
  formats: Formats<Style, Form>,
): Target<Style, Form> {
  const at = text.indexOf('=')
  const [format, file] = [text.slice(0, at), text.slice(at + 1)]
  if (at >= 1 && file !== '') return { make: formatOf(format, formats), file }
  throw new Problem(usageWrong, '--report takes a format and a file: junit=report.xml')
}

function openFile<Form extends Writer>(writer: Form, file: string): Output<Form> {
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

function formatOf<Style, Form extends Writer>(
  name: string,
  formats: Formats<Style, Form>,
): (style: Style) => Form {
  const make = Object.hasOwn(formats, name) ? formats[name] : undefined
  if (make !== undefined) return make
  throw new Problem(usageWrong, `Formats of reports: ${Object.keys(formats).join(', ')}`)
}
