/**
 * Prints verdicts as they come, then the totals, and says which exit code they mean.
 *
 * @module
 */
import type { Verdict } from '../validator/index.ts'
import { formatVerdict, summariseVerdicts } from '../validator/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'
import { languageOf } from './io.ts'

export const formatOption: CommandOption = {
  type: 'string',
  value: 'text|json',
  summary: 'text for people (default), or one JSON verdict on each line for programs',
  choices: ['text', 'json'],
}

export const languageOption: CommandOption = {
  type: 'string',
  value: 'vi|en',
  summary: 'language of the text (default: that of the terminal)',
  choices: ['vi', 'en'],
}

/** Runs `judge` with a printer; returns 0 when every verdict is valid, else 1. */
export async function reportVerdicts(
  line: CommandLine,
  io: Io,
  judge: (report: (verdict: Verdict) => void) => Promise<void>,
): Promise<number> {
  const style = { language: languageOf(line.text('lang'), io.env), hasColour: io.hasColour }
  const isJson = line.text('format') === 'json'
  const verdicts: Verdict[] = []
  await judge((verdict) => {
    verdicts.push(verdict)
    io.out(isJson ? `${JSON.stringify(verdict)}\n` : formatVerdict(verdict, style))
  })
  if (!isJson && verdicts.length > 1) io.out(summariseVerdicts(verdicts, style))
  return verdicts.every(({ valid }) => valid) ? 0 : 1
}
