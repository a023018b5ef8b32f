/**
 * What the routes ask about documents, wherever it is answered.
 *
 * @module
 */
import type { Catalogue, Validator } from '../validator/index.ts'
import type { ConversionAnswer, ConversionQuestion } from './conversion-answer.ts'
import { answerConversion } from './conversion-answer.ts'

export interface Judge extends Pick<Validator, 'validate' | 'verify'> {
  readonly convert: (
    document: Uint8Array,
    question: ConversionQuestion,
  ) => Promise<ConversionAnswer>
}

/** Answers where it is asked; `catalogue` is that of the validator. */
export function judgeHere(validator: Validator, catalogue: Catalogue): Judge {
  return {
    validate: validator.validate,
    verify: validator.verify,
    convert: (document, question) => answerConversion(document, question, validator, catalogue),
  }
}
