/**
 * Problems of the command line itself.
 *
 * @module
 */
import type { ProblemKind } from '../validator/index.ts'

export const usageWrong: ProblemKind = {
  code: 'usage-wrong',
  status: 400,
  title: { vi: 'Lệnh gõ chưa đúng', en: 'The command was not understood' },
}

export const signerFailed: ProblemKind = {
  code: 'signer-failed',
  status: 500,
  title: { vi: 'Nơi giữ khóa không ký được', en: 'Whoever holds the key did not sign' },
}
