/** What x509-limbo knows to go wrong in paths goes wrong here as it should; the table says how. */
import { describe, expect, test } from 'vitest'
import { createTrustStore, Problem } from '../../../../validator/index.ts'
import type { Certificate } from '../../../../validator/signature/certificate.ts'
import { parseCertificate } from '../../../../validator/signature/certificate.ts'
import { findCertificatePath } from '../../../../validator/signature/certificate-path.ts'
import { JudgedTime } from '../../../../validator/signature/judged-time.ts'
import { AT } from '../keys.ts'
import { judgeRemembering } from '../remembered.ts'
import { FAILURE_CLASSES, type PathCase } from './failure-cases.ts'
import type { RawCertificate } from './raw-certificate.ts'

/** `trusted`, or why not: a certificate nobody can read is left out, as in a message. */
function judge({ leaf, others, anchors }: PathCase): string {
  try {
    const trust = createTrustStore(anchors.map(({ der }) => der))
    const signer = parseCertificate(leaf.der)
    if (signer === undefined) return 'unreadable'
    const result = findCertificatePath(signer, others.flatMap(read), trust, new JudgedTime(AT))
    judgeRemembering(signer, { others: others.flatMap(read) }, trust, AT)
    return result.trusted ? 'trusted' : result.subIndication
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.kind.code
    throw thrown
  }
}

function read({ der }: RawCertificate): readonly Certificate[] {
  const certificate = parseCertificate(der)
  return certificate === undefined ? [] : [certificate]
}

describe('a path with', () => {
  const rows: string[] = []

  test.for(FAILURE_CLASSES)('$name is $outcome ($limbo)', ({ make, outcome, limbo, name, why }) => {
    const found = judge(make())
    rows.push([limbo, name, found, why ?? ''].join(' | '))
    expect(found === 'trusted' ? 'trusted' : 'refused', found).toBe(outcome)
  })

  test('one thing wrong is in the table, printed', () => {
    const head = 'class of x509-limbo | path | answer | why not as there'
    process.stdout.write(`${[head, ...rows].join('\n')}\n`)
    expect(rows).toHaveLength(FAILURE_CLASSES.length)
  })
})
