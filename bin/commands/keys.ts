/**
 * The `keys` command: makes keys and certificates to try signing and verifying with.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileProblem, sourceProblems } from '../../sources/index.ts'
import type { TestFile, TestKeyKind } from '../../validator/index.ts'
import { makeTestChain, Problem } from '../../validator/index.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'

export const keys: Command = {
  name: 'keys',
  usage: 'new --out FOLDER [--name NAME] [--tax-code CODE] [--alg ec|rsa]',
  summary: 'Makes a test chain: root, issuing CA, signer and timestamp authority.',
  actions: ['new'],
  options: {
    out: { type: 'string', value: 'FOLDER', summary: 'where to put them; nothing is overwritten' },
    name: { type: 'string', value: 'NAME', summary: 'common name of the signer (default signer)' },
    'tax-code': {
      type: 'string',
      value: 'CODE',
      summary: 'tax code in the signer’s subject, as Vietnamese CAs write it (UID=MST:…)',
    },
    alg: {
      type: 'string',
      value: 'KIND',
      summary: 'ec (P-256, default) or rsa (3072 bits)',
      choices: ['ec', 'rsa'],
    },
  },
  examples: [
    ['chuan keys new --out keys', 'then sign with keys/signer.key.pem, verify by keys/trust'],
    ['chuan keys new --out keys --alg rsa --tax-code 0100233488', 'RSA, with a tax code'],
  ],
  notes: [
    'They say TEST in their names and nobody vouches for them: never trust them elsewhere.',
    'Private keys are readable by their owner alone and have no password.',
  ],
  run: runKeys,
}

async function runKeys(line: CommandLine, io: Io): Promise<number> {
  const [action, ...others] = line.operands
  if (action !== 'new' || others.length > 0) throw wrongUsage(keys, 'Say: chuan keys new')
  const out = line.text('out')
  if (out === undefined) throw wrongUsage(keys, 'Where to put them? Give --out FOLDER')
  const taxCode = line.text('tax-code')
  const files = makeTestChain({
    kind: (line.text('alg') ?? 'ec') as TestKeyKind,
    signer: line.text('name') ?? 'signer',
    ...(taxCode === undefined ? {} : { taxCode }),
    now: io.now(),
  })
  for (const file of files) await writeNew(join(out, file.file), file)
  io.out(told(out, files))
  return 0
}

const OWNER_ONLY = 0o600
const EVERYBODY_READS = 0o644

async function writeNew(path: string, { text, isSecret }: TestFile): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text, { flag: 'wx', mode: isSecret ? OWNER_ONLY : EVERYBODY_READS })
  } catch (thrown) {
    const exists = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST'
    if (!exists) throw fileProblem(path, thrown)
    throw new Problem(sourceProblems.fileUnreadable, `${path}: it is there already and stays`)
  }
}

function told(out: string, files: readonly TestFile[]): string {
  const key = `--key ${join(out, 'signer.key.pem')} --cert ${join(out, 'signer.pem')}`
  return [
    ...files.map(({ file, isSecret }) => `  ${join(out, file)}${isSecret ? '  (secret)' : ''}`),
    '',
    'Try:',
    `  chuan sign message.json ${key} --out message.jws`,
    `  chuan verify message.jws --trust ${join(out, 'trust')}`,
    '',
  ].join('\n')
}
