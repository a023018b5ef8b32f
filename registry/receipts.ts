/**
 * Makes the receipts of the service, while the certificate of its key is in force.
 *
 * @module
 */
import type { SigningKey } from '../validator/index.ts'
import { makeReceipt, Problem } from '../validator/index.ts'
import type { AppDeps } from './deps.ts'
import { receiptUnavailable } from './problems.ts'

/** Throws Problem `receipt-unavailable`: a receipt that nobody could believe is none. */
export function createReceiptMaker(
  key: SigningKey,
  now: () => Date,
): NonNullable<AppDeps['makeReceipt']> {
  const { notBefore, notAfter } = key.certificate
  return async (document, verdict) => {
    const at = now()
    if (notBefore <= at && at <= notAfter) return await makeReceipt({ document, verdict, key, at })
    const [from, to] = [notBefore, notAfter].map((each) => each.toISOString())
    throw new Problem(
      receiptUnavailable,
      `The certificate of receipts is in force from ${from} to ${to}; set CHUAN_RECEIPT_CERT`,
    )
  }
}
