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

export const releaseDowngraded: ProblemKind = {
  code: 'release-downgraded',
  status: 409,
  title: {
    vi: 'Kho lược đồ trước đây ký bản phát hành, nay không ký',
    en: 'The registry signed its releases, and does so no more',
  },
}

export const releaseSignerChanged: ProblemKind = {
  code: 'release-signer-changed',
  status: 409,
  title: {
    vi: 'Bản phát hành do chứng thư khác với đã khóa ký',
    en: 'The release is signed by another certificate than the locked one',
  },
}
