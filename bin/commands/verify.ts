/**
 * The `verify` command: judges the signatures of each file, and nothing else.
 *
 * @module
 */
import { createCatalogue, createValidator } from '../../validator/index.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import { decryptionOption, openDecryption } from '../decryption.ts'
import { readDocument, readSignature, signatureOption } from '../documents.ts'
import type { Io } from '../io.ts'
import { openPolicy, policyOption } from '../policy.ts'
import { languageOption, reportOptions, reportVerdicts } from '../reports.ts'
import { openTrust, trustOption } from '../trust.ts'

export const verify: Command = {
  name: 'verify',
  usage: 'FILE… --trust DIR [--signature FILE] [--policy FILE] [--format FORMAT]',
  summary: 'Verifies the signatures of JWS and XML messages; needs no structure.',
  options: {
    trust: trustOption,
    signature: signatureOption,
    policy: policyOption,
    'decrypt-key': decryptionOption,
    ...reportOptions,
    lang: languageOption,
  },
  examples: [
    ['chuan verify signed.xml --trust certificates/', 'who signed what, and is it believed'],
    ['chuan verify signed.jws --trust certificates/ --format json', 'for programs'],
    ['chuan verify scan.pdf --signature scan.jws --trust certificates/', 'a file of any kind'],
  ],
  notes: [
    'A document without a signature is invalid here: there is nothing to verify.',
    'The terms are those of ETSI EN 319 102-1: TOTAL_PASSED, INDETERMINATE, TOTAL_FAILED.',
  ],
  run: runVerify,
}

async function runVerify(line: CommandLine, io: Io): Promise<number> {
  if (line.operands.length === 0) throw wrongUsage(verify, 'Which file?')
  if (line.text('signature') !== undefined && line.operands.length > 1) {
    throw wrongUsage(verify, '--signature is of one file')
  }
  if (line.text('trust') === undefined && (io.env['CHUAN_TRUST_DIR'] ?? '') === '') {
    throw wrongUsage(verify, 'Whom to trust? Give --trust DIR, a folder of certificates')
  }
  const trust = await openTrust(line, io)
  const catalogue = createCatalogue([])
  const policy = await openPolicy(line, io)
  const keys = await openDecryption(line, io)
  const validator = createValidator({ catalogue, trust, ...policy, ...keys, now: io.now })
  const beside = await readSignature(line)
  return reportVerdicts(line, io, async (report) => {
    for (const file of line.operands) {
      const bytes = await readDocument(file, io)
      const startedAt = io.elapsed()
      const verdict = await validator.verify(bytes, { ...beside, document: file })
      report(verdict, { tookMs: io.elapsed() - startedAt })
    }
  })
}
