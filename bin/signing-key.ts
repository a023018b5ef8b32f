/**
 * Where the key to sign with is: in files, in a PKCS#11 module, or behind a command.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readBytes } from '../sources/index.ts'
import type {
  MakeSignature,
  RemoteSigningKey,
  SignatureForm,
  SigningKey,
} from '../validator/index.ts'
import { Problem, readRemoteKey, readSigningKey } from '../validator/index.ts'
import type { Command, CommandLine, CommandOption } from './command.ts'
import { wrongUsage } from './command.ts'
import type { Io } from './io.ts'
import { signerFailed } from './problems.ts'

const KEY_FILE_BYTES_MAX = 1_048_576

export const keyOptions: Readonly<Record<string, CommandOption>> = {
  key: { type: 'string', value: 'FILE', summary: 'private key, PEM' },
  cert: { type: 'string', value: 'FILE', summary: 'certificate and its chain, PEM' },
  pkcs12: { type: 'string', value: 'FILE', summary: 'key and certificate, PKCS#12 (.p12, .pfx)' },
  'password-env': {
    type: 'string',
    value: 'NAME',
    summary: 'environment variable with the password or PIN (default CHUAN_KEY_PASSWORD)',
  },
  pkcs11: {
    type: 'string',
    value: 'MODULE',
    summary: 'PKCS#11 module (.so) with the key of --cert; needs pkcs11-tool of OpenSC',
  },
  'key-id': { type: 'string', value: 'HEX', summary: 'PKCS#11: id of the key (CKA_ID)' },
  token: { type: 'string', value: 'LABEL', summary: 'PKCS#11: label of the token' },
  'signer-command': {
    type: 'string',
    value: 'COMMAND',
    summary: 'signs standard input for --cert, for any other place a key may be in',
  },
}

/** Decided before anything is read. */
export function chooseKey(
  command: Command,
  line: CommandLine,
  io: Io,
): () => Promise<SigningKey | RemoteSigningKey> {
  const [key, cert, pkcs12] = ['key', 'cert', 'pkcs12'].map((name) => line.text(name))
  const [module, shell] = ['pkcs11', 'signer-command'].map((name) => line.text(name))
  const given = [key, pkcs12, module, shell].filter((each) => each !== undefined)
  if (given.length !== 1 || (cert === undefined) !== (pkcs12 !== undefined)) {
    const ways = '--key, --pkcs11 or --signer-command with --cert, or --pkcs12'
    throw wrongUsage(command, `Give ${ways}`)
  }
  const secret = io.env[line.text('password-env') ?? 'CHUAN_KEY_PASSWORD']
  const password = secret === undefined ? {} : { password: secret }
  if (pkcs12 !== undefined) {
    return async () =>
      readSigningKey({ pkcs12: await readBytes(pkcs12, KEY_FILE_BYTES_MAX), ...password })
  }
  const certificate = async () => readText(cert ?? '')
  if (key !== undefined) {
    return async () =>
      readSigningKey({ pem: await readText(key), certificatePem: await certificate(), ...password })
  }
  const make =
    module === undefined ? byCommand(shell ?? '') : byModule(module, command, line, secret)
  return async () => readRemoteKey(await certificate(), make)
}

/** The command is told the form in its environment and gives the bare signature. */
function byCommand(shell: string): MakeSignature {
  return (bytes, { scheme, hash = '' }) => {
    const env = { ...process.env, CHUAN_SIGN_SCHEME: scheme, CHUAN_SIGN_HASH: hash }
    return runSigner('/bin/sh', ['-c', shell], { input: bytes, env, hint: '' })
  }
}

/** The digest alone goes to the token: every token can sign one, and the document may be large. */
function byModule(
  module: string,
  command: Command,
  line: CommandLine,
  pin: string | undefined,
): MakeSignature {
  const id = line.text('key-id')
  if (id === undefined) throw wrongUsage(command, '--pkcs11 needs --key-id')
  if (!/^(?:[0-9a-f]{2})+$/iu.test(id)) {
    throw wrongUsage(command, '--key-id is hexadecimal, two digits for each byte')
  }
  const label = line.text('token')
  const login = pin === undefined ? [] : ['--login', '--pin', 'env:CHUAN_PKCS11_PIN']
  return (bytes, form) => {
    const argv = [
      ...['--module', module, '--id', id, '--sign', ...mechanismOf(form, command)],
      ...(label === undefined ? [] : ['--token-label', label]),
      ...login,
    ]
    const hashed = createHash(form.hash ?? 'sha256')
      .update(bytes)
      .digest()
    const isInfo = form.scheme === 'RSASSA-PKCS1-v1_5'
    const digest = isInfo ? Buffer.concat([SHA256_INFO, hashed]) : hashed
    const env = { ...process.env, ...(pin === undefined ? {} : { CHUAN_PKCS11_PIN: pin }) }
    const name = line.text('password-env') ?? 'CHUAN_KEY_PASSWORD'
    const hint = pin === undefined ? `\n  No PIN is set in ${name}, which most tokens ask for` : ''
    return runSigner('pkcs11-tool', argv, { input: digest, env, hint })
  }
}

/** RFC 8017 §9.2, note 1: what stands before a SHA-256 digest in PKCS#1 v1.5. */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

function mechanismOf({ scheme, hash }: SignatureForm, command: Command): readonly string[] {
  if (scheme === 'RSASSA-PKCS1-v1_5') return ['--mechanism', 'RSA-PKCS']
  if (scheme === 'ECDSA') return ['--mechanism', 'ECDSA']
  if (scheme === 'EdDSA') throw wrongUsage(command, '--pkcs11 signs with RSA and ECDSA keys')
  const bits = hash?.replace('sha', '') ?? ''
  return [
    ...['--mechanism', 'RSA-PKCS-PSS', '--hash-algorithm', `SHA${bits}`],
    ...['--mgf', `MGF1-SHA${bits}`, '--salt-len', '-1'],
  ]
}

const SIGNER_TIMEOUT_MS = 60_000

interface SignerRun {
  readonly input: Uint8Array
  readonly env: NodeJS.ProcessEnv
  /** What else a person could look at when it fails. */
  readonly hint: string
}

function runSigner(
  file: string,
  argv: readonly string[],
  { input, env, hint }: SignerRun,
): Uint8Array {
  const stdio: ('pipe' | 'inherit')[] = ['pipe', 'pipe', 'inherit']
  const ran = spawnSync(file, argv, { input, env, timeout: SIGNER_TIMEOUT_MS, stdio })
  const { status, error } = ran as { status: number | null; error?: NodeJS.ErrnoException }
  // One that does not read all of its input may have signed all the same.
  if (status === 0 && (error === undefined || error.code === 'EPIPE')) return ran.stdout
  const name = file === '/bin/sh' ? 'The command' : file
  const why =
    error?.code === 'ENOENT'
      ? 'is not installed'
      : `ended with ${status ?? error?.code ?? 'a signal'}`
  throw new Problem(signerFailed, `${name} ${why}${hint}`, { cause: error })
}

async function readText(file: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(file, KEY_FILE_BYTES_MAX))
}
