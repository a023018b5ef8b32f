/**
 * What a conversion answers, written out where the document is converted: to write megabytes
 * takes as long as to read them.
 *
 * @module
 */
import type { Form } from '../codegen/index.ts'
import type { Catalogue, ConvertRequest, Validator } from '../validator/index.ts'
import { Problem } from '../validator/index.ts'
import { representationUnavailable } from './problems.ts'

export interface ConversionQuestion extends ConvertRequest {
  /** One record alone, in this form; absent: all records as JSON, with what each cost. */
  readonly form?: Form
}

export interface ConversionAnswer {
  readonly mediaType: string
  /** UTF-8, in a memory of its own. */
  readonly body: Uint8Array<ArrayBuffer>
}

/** Throws the Problems of `Validator.convert` and `representation-unavailable`. */
export async function answerConversion(
  document: Uint8Array,
  { form, ...request }: ConversionQuestion,
  { convert }: Pick<Validator, 'convert'>,
  catalogue: Catalogue,
): Promise<ConversionAnswer> {
  const records = await convert(document, request)
  if (form === undefined) {
    const shown = records.map(({ value, report }) => ({ value, report }))
    return toAnswer('application/json', `${JSON.stringify({ records: shown })}\n`)
  }
  const [record] = records
  if (record === undefined || records.length > 1) {
    throw new Problem(representationUnavailable, 'Ask for JSON: this form holds one record')
  }
  // Loaded here, because only a conversion needs the generators.
  const { writeForm } = await import('../codegen/index.ts')
  const body = await writeForm(form, record.value, record.version, catalogue)
  return toAnswer(form.mediaType, body)
}

function toAnswer(mediaType: string, text: string): ConversionAnswer {
  return { mediaType, body: new TextEncoder().encode(text) }
}
