/**
 * The `validate` command: judges each file, prints its verdict, exits 1 when one is invalid.
 *
 * @module
 */
import { readChunks } from '../../sources/index.ts'
import { createValidator, judgeStream, parseDate } from '../../validator/index.ts'
import { openCatalogue, registryOption, resolveVersion } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import { decryptionOption, openDecryption } from '../decryption.ts'
import { isStreamed, readDocument, readSignature, signatureOption } from '../documents.ts'
import type { Io } from '../io.ts'
import { openPolicy, policyOption } from '../policy.ts'
import { languageOption, reportFormatOption, reportVerdicts } from '../reports.ts'
import { openTrust, trustOption } from '../trust.ts'

export const validate: Command = {
  name: 'validate',
  usage: 'FILE… [--schema REF] [--as-of DATE] [--trust DIR] [--policy FILE] [--format FORMAT]',
  summary: 'Judges JSON and XML messages, signed or not, and says what is wrong and where.',
  options: {
    schema: {
      type: 'string',
      value: 'REF',
      summary: 'the structure to judge by, e.g. national/population/citizen@2.0.0',
    },
    'as-of': {
      type: 'string',
      value: 'DATE',
      summary: 'read code lists as of this day, YYYY-MM-DD (default: what the message states)',
    },
    trust: trustOption,
    signature: signatureOption,
    policy: policyOption,
    'decrypt-key': decryptionOption,
    format: reportFormatOption,
    lang: languageOption,
    registry: registryOption,
  },
  examples: [
    ['chuan validate message.xml', 'the structure is found by the namespace of the message'],
    ['chuan validate a.json b.json --format json', 'one verdict on each line, for programs'],
    ['cat message.json | chuan validate -', 'from standard input'],
    ['chuan validate signed.json --trust certificates/', 'believe only these certificates'],
  ],
  notes: [
    'Without --schema the structure is the one the message claims: by $schema, in its head, by',
    'its XML namespace, or by the members that only one structure has.',
    'A collection of XML records may have any size: over 10 MB it is judged in pieces.',
    'Of a signed message only what was signed is judged; without --trust no signature is believed.',
  ],
  run: runValidate,
}

async function runValidate(line: CommandLine, io: Io): Promise<number> {
  if (line.operands.length === 0) throw wrongUsage(validate, 'Which file?')
  if (line.text('signature') !== undefined && line.operands.length > 1) {
    throw wrongUsage(validate, '--signature is of one file')
  }
  const asOf = line.text('as-of')
  const catalogue = await openCatalogue(line, io)
  const schema = line.text('schema')
  const request = {
    ...(await readSignature(line)),
    ...(schema === undefined ? {} : { schema: resolveVersion(schema, catalogue).ref }),
    ...(asOf === undefined ? {} : { asOf: parseDate(asOf) }),
  }
  const trust = await openTrust(line, io)
  const policy = await openPolicy(line, io)
  const keys = await openDecryption(line, io)
  const validator = createValidator({ catalogue, trust, ...policy, ...keys, now: io.now })
  return reportVerdicts(line, io, async (report) => {
    for (const file of line.operands) {
      const asked = { ...request, document: file }
      if (request.signature === undefined && (await isStreamed(file))) {
        report(await judgeStream(readChunks(file), asked, validator.validate))
      } else report(await validator.validate(await readDocument(file, io), asked))
    }
  })
}
