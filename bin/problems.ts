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
