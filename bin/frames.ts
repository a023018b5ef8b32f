/**
 * Reads again, of a document with issues, the lines they are about.
 *
 * A document without issues is read once, and of one with issues no more is held than a line.
 *
 * @module
 */
import { decompress, readChunks } from '../sources/index.ts'
import type { FrameStyle, Frames, Issue, Verdict } from '../validator/index.ts'
import { codeFrame, toFrameLine } from '../validator/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'

export const showValuesOption: CommandOption = {
  type: 'boolean',
  summary: 'show the failing lines of documents as they are; else their values are masked',
}

const NONE: Frames = new Map()
const [LINE_FEED, RETURN] = [0x0a, 0x0d]
const LINE_BYTES_MAX = 10_000_000

/**
 * No frames where the text that was judged is not that of the file: it was signed or encrypted
 * as a whole, or came by standard input.
 */
export async function readFrames(line: CommandLine, verdict: Verdict, io: Io): Promise<Frames> {
  const { document, issues, encryption, format } = verdict
  const isInside = verdict.signatures.some((each) => each.format === 'jws')
  const isOther = encryption !== undefined || (isInside && line.text('signature') === undefined)
  const wanted = byLine(issues)
  if (document === undefined || document === '-' || wanted.size === 0 || isOther) return NONE
  const style = { format, isMasked: !line.flag('show-values') }
  return collect(decompress(readChunks(document), document), wanted, style, io.columns)
}

/** True when some report of this run has frames. */
export function hasFrames(line: CommandLine): boolean {
  const formats = line.texts('report').map((text) => text.slice(0, text.indexOf('=')))
  return [line.text('format') ?? 'text', ...formats].includes('text')
}

type Wanted = ReadonlyMap<number, readonly Issue[]>

function byLine(issues: readonly Issue[]): Wanted {
  const wanted = new Map<number, Issue[]>()
  for (const issue of issues) {
    if (issue.line === undefined) continue
    const some = wanted.get(issue.line)
    if (some === undefined) wanted.set(issue.line, [issue])
    else some.push(issue)
  }
  return wanted
}

async function collect(
  chunks: AsyncIterable<Uint8Array>,
  wanted: Wanted,
  style: FrameStyle,
  columns: number | undefined,
): Promise<Frames> {
  const frames = new Map<Issue, readonly string[]>()
  const last = Math.max(...wanted.keys())
  for await (const { number, text } of readLines(chunks, wanted)) {
    const shown = toFrameLine(text, number, style)
    for (const issue of wanted.get(number) ?? []) {
      frames.set(issue, codeFrame(shown, issue.column ?? 1, columns))
    }
    if (number >= last) break
  }
  return frames
}

interface Line {
  readonly number: number
  readonly text: string
}

/** Ends early where lines end otherwise than with LF or CR LF: their numbers would not fit. */
async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  wanted: Wanted,
): AsyncGenerator<Line, void> {
  let current: Cut = { number: 1, parts: [], bytes: 0 }
  for await (const chunk of chunks) {
    if (hasLoneReturn(chunk)) return
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      if (wanted.has(current.number)) {
        yield* toLine(longer(current, chunk.subarray(start, end)))
      }
      current = { number: current.number + 1, parts: [], bytes: 0 }
      start = end + 1
    }
    if (wanted.has(current.number)) current = longer(current, chunk.slice(start))
  }
  yield* toLine(current)
}

/** A line of which the end was not yet read. */
interface Cut {
  readonly number: number
  readonly parts: readonly Uint8Array[]
  readonly bytes: number
}

function longer({ number, parts, bytes }: Cut, more: Uint8Array): Cut {
  const size = bytes + more.length
  return { number, parts: size > LINE_BYTES_MAX ? [] : [...parts, more], bytes: size }
}

function* toLine({ number, parts, bytes }: Cut): Generator<Line, void> {
  if (bytes === 0 || bytes > LINE_BYTES_MAX) return
  const text = new TextDecoder().decode(Buffer.concat(parts))
  yield { number, text: text.replace(/\r$/u, '') }
}

/** A return at the very end may be one half of a pair. */
function hasLoneReturn(chunk: Uint8Array): boolean {
  let at = chunk.indexOf(RETURN)
  while (at >= 0 && at < chunk.length - 1) {
    if (chunk[at + 1] !== LINE_FEED) return true
    at = chunk.indexOf(RETURN, at + 2)
  }
  return false
}
