/**
 * Converts records one after the other, whatever their number; memory does not grow with it.
 *
 * @module
 */
import type { ConvertedRecord, ConvertRequest, Validator } from '../../validator/index.ts'
import { Problem } from '../../validator/index.ts'
import type { RecordDocument } from './input.ts'
import type { RecordWriter } from './record-writer.ts'
import type { Target } from './target.ts'

export interface StreamJob {
  readonly file: string
  readonly request: ConvertRequest
  readonly validator: Pick<Validator, 'convert'>
  readonly writer: (first: ConvertedRecord) => RecordWriter
  readonly openTarget: (extension: string) => Target
  /** Tells what there is to tell of a record, named by file and line; true when it may be used. */
  readonly report: (record: ConvertedRecord, name: string) => boolean
  readonly reportProblem: (problem: Problem, name: string) => void
}

/** What became of the records. */
export interface StreamTotals {
  readonly converted: number
  /** Converted, and to be looked at: invalid, not believed, or less than they were. */
  readonly doubtful: number
  readonly failed: number
}

/** Throws what reading or writing throws; a record that cannot be converted is only told. */
export async function convertStream(
  records: AsyncIterable<RecordDocument>,
  job: StreamJob,
): Promise<StreamTotals> {
  const out = startOutput(job)
  let [converted, doubtful, failed] = [0, 0, 0]
  try {
    for await (const { bytes, line } of records) {
      const name = `${job.file}:${line}`
      const made = await attempt(job, name, () => job.validator.convert(bytes, job.request))
      if (made === undefined) failed += 1
      for (const record of made ?? []) {
        if (!(await out.write(record, name))) failed += 1
        else {
          converted += 1
          if (!job.report(record, name)) doubtful += 1
        }
      }
    }
    await out.finish()
  } catch (thrown) {
    await out.abandon()
    throw thrown
  }
  return { converted, doubtful, failed }
}

async function attempt<T>(
  { reportProblem }: StreamJob,
  name: string,
  act: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await act()
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    reportProblem(thrown, name)
    return undefined
  }
}

interface Output {
  /** False when the form cannot show it. */
  readonly write: (record: ConvertedRecord, name: string) => Promise<boolean>
  readonly finish: () => Promise<void>
  readonly abandon: () => Promise<void>
}

/** The first record says in which form all are written. */
function startOutput(job: StreamJob): Output {
  let started: { readonly form: RecordWriter; readonly target: Target } | undefined
  async function start(record: ConvertedRecord) {
    const form = job.writer(record)
    const target = job.openTarget(form.extension)
    await target.write(form.head)
    return { form, target }
  }
  return {
    async write(record, name) {
      started ??= await start(record)
      const { form, target } = started
      const text = await attempt(job, name, () => form.write(record))
      if (text !== undefined) await target.write(text)
      return text !== undefined
    },
    async finish() {
      await started?.target.write(started.form.tail)
      await started?.target.finish()
    },
    async abandon() {
      await started?.target.abandon()
    },
  }
}
