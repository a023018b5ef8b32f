/**
 * Tells in the log what of the trust folder has stopped to hold, or soon will.
 *
 * At the start, when the folder was read anew, and every day: whoever runs a service for
 * years looks at its log, not at its certificates.
 *
 * @module
 */
import { checkTrustFolder } from '../sources/index.ts'

const EVERY_MS = 86_400_000

export interface TrustTelling {
  readonly tell: () => Promise<void>
  readonly close: () => void
}

export interface TellingOptions {
  readonly now: () => Date
  readonly log: (line: string) => void
  /** Of a folder that could be read and no longer can, as when who signs its list has expired. */
  readonly failed: (thrown: unknown) => void
}

export function tellTrust(folder: string, { now, log, failed }: TellingOptions): TrustTelling {
  async function tell(): Promise<void> {
    const time = now()
    try {
      for (const { severity, code, certificate, message } of await checkTrustFolder(folder, time)) {
        const level = severity === 'error' ? 'error' : 'warn'
        const what = { event: 'trust-finding', code, certificate, detail: message.en }
        log(`${JSON.stringify({ time: time.toISOString(), level, ...what })}\n`)
      }
    } catch (thrown) {
      failed(thrown)
    }
  }
  const timer = setInterval(tell, EVERY_MS)
  timer.unref()
  return { tell, close: () => clearInterval(timer) }
}
