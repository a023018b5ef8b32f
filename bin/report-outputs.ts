/**
 * Where reports go: standard output, and files that are whole when they are there.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { RunFailure } from '../validator/index.ts'
import { Problem } from '../validator/index.ts'
import type { CommandLine } from './command.ts'
import type { Io } from './io.ts'
import { openPartFile } from './part-file.ts'
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
  /** Leaves nothing behind. */
  readonly abandon: () => Promise<void>
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
    abandon: async () => {},
  }
  const targets = line.texts('report').map((text) => readTarget(text, formats))
  const written = [...targets.map(({ file }) => file), ...line.texts('write-baseline').slice(-1)]
  if (new Set(written.map((file) => resolve(file))).size < written.length) {
    throw new Problem(usageWrong, 'One file is to be written twice: give each report its own')
  }
  const plain = { ...style, hasColour: false }
  return [main, ...targets.map(({ make, file }) => openFile(make(plain), file, io))]
}

/** Runs what fills the reports; of a fault of ours nothing is left that looks whole. */
export async function fillOutputs(
  outputs: readonly Output<Writer>[],
  fill: () => Promise<void>,
): Promise<void> {
  try {
    await fill()
  } catch (thrown) {
    if (thrown instanceof Problem) await close(outputs, thrown)
    else await abandon(outputs)
    throw thrown
  }
  await close(outputs)
}

/** `problem`: why the run ended early. */
async function close(outputs: readonly Output<Writer>[], problem?: Problem): Promise<void> {
  const failure = problem && { kind: problem.kind, detail: problem.message }
  try {
    for (const { write, writer } of outputs) write(writer.end(failure))
    for (const output of outputs) await output.close()
  } catch (thrown) {
    await abandon(outputs)
    throw thrown
  }
}

async function abandon(outputs: readonly Output<Writer>[]): Promise<void> {
  for (const output of outputs) await output.abandon()
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

function openFile<Form extends Writer>(writer: Form, file: string, io: Io): Output<Form> {
  const { write, finish, abandon } = openPartFile(file, io)
  return { writer, write, close: finish, abandon }
}

function formatOf<Style, Form extends Writer>(
  name: string,
  formats: Formats<Style, Form>,
): (style: Style) => Form {
  const make = Object.hasOwn(formats, name) ? formats[name] : undefined
  if (make !== undefined) return make
  throw new Problem(usageWrong, `Formats of reports: ${Object.keys(formats).join(', ')}`)
}
