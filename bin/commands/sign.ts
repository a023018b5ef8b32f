/**
 * The `sign` command: signs a document, as JWS or XML-DSig, with the time unless it is not wanted.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { fileProblem, readBytes } from '../../sources/index.ts'
import type {
  Commitment,
  JwsSerialization,
  SigningKey,
  SigningKeySource,
  XmlPlacement,
} from '../../validator/index.ts'
import {
  COMMITMENTS,
  decodeUtf8,
  Problem,
  problems,
  readSigningKey,
  signJws,
  signXml,
} from '../../validator/index.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import { readDocument } from '../documents.ts'
import type { Io } from '../io.ts'

const KEY_FILE_BYTES_MAX = 1_048_576

export const sign: Command = {
  name: 'sign',
  usage: 'FILE (--key PEM --cert PEM | --pkcs12 FILE) [--as FORM] [--out FILE]',
  summary: 'Signs a document: JSON as JWS (JAdES), XML as XML-DSig (XAdES B-B).',
  options: {
    key: { type: 'string', value: 'FILE', summary: 'private key, PEM' },
    cert: { type: 'string', value: 'FILE', summary: 'certificate and its chain, PEM' },
    pkcs12: { type: 'string', value: 'FILE', summary: 'key and certificate, PKCS#12 (.p12, .pfx)' },
    'password-env': {
      type: 'string',
      value: 'NAME',
      summary: 'environment variable with the password (default CHUAN_KEY_PASSWORD)',
    },
    as: {
      type: 'string',
      value: 'FORM',
      summary: 'compact, flattened, general (JWS) or enveloped, enveloping, detached (XML)',
      choices: ['compact', 'flattened', 'general', 'enveloped', 'enveloping', 'detached'],
    },
    id: { type: 'string', value: 'ID', summary: 'detached: the Id of the element to sign' },
    commitment: {
      type: 'string',
      value: 'KIND',
      summary: 'XML: what the signer commits to (XAdES)',
      choices: Object.keys(COMMITMENTS),
    },
    plain: { type: 'boolean', summary: 'no signing time: XML-DSig or JWS alone' },
    out: { type: 'string', value: 'FILE', summary: 'write there instead of standard output' },
  },
  examples: [
    ['chuan sign message.json --key key.pem --cert cert.pem > message.jws', 'compact JWS'],
    ['chuan sign message.xml --pkcs12 agency.p12 --out signed.xml', 'enveloped XML-DSig'],
  ],
  notes: [
    'The algorithm follows the key: RSA signs with RSASSA-PSS and SHA-256, P-256 with ECDSA.',
    'The signing time is this machine’s and a claim; a timestamp of an authority would prove it.',
    'A password is read from the environment only: a command line is visible to others.',
  ],
  run: runSign,
}

async function runSign(line: CommandLine, io: Io): Promise<number> {
  const [file, ...others] = line.operands
  if (file === undefined || others.length > 0) throw wrongUsage(sign, 'Name one file to sign')
  const source = keySource(line, io)
  const document = await readDocument(file, io)
  const form = chooseForm(document, line)
  const statement = stated(line, io)
  const key = await readSigningKey(await source())
  const signed = await signDocument(document, form, key, { line, ...statement })
  const out = line.text('out')
  if (out === undefined) io.out(signed)
  else await writeResult(out, signed)
  return 0
}

const XML_FORMS = ['enveloped', 'enveloping', 'detached'] as const

function chooseForm(document: Uint8Array, line: CommandLine): JwsSerialization | XmlPlacement {
  const isXml = /^\uFEFF?\s*</u.test(new TextDecoder().decode(document.subarray(0, 64)))
  const asked = line.text('as') as JwsSerialization | XmlPlacement | undefined
  if (asked === undefined) return isXml ? 'enveloped' : 'compact'
  if (!isXml && isPlacement(asked)) {
    throw wrongUsage(sign, `--as ${asked} signs XML; this document is not XML`)
  }
  return asked
}

function isPlacement(form: string): form is XmlPlacement {
  return XML_FORMS.some((each) => each === form)
}

async function signDocument(
  document: Uint8Array,
  form: JwsSerialization | XmlPlacement,
  key: SigningKey,
  { line, ...statement }: Stated & { readonly line: CommandLine },
): Promise<string> {
  const { commitment, ...time } = statement
  if (!isPlacement(form)) {
    if (commitment !== undefined) throw wrongUsage(sign, '--commitment is for XML')
    return signJws(document, key, { serialization: form, ...time })
  }
  const { text, issues } = decodeUtf8(document)
  if (text === undefined) {
    throw new Problem(problems.documentUnsignable, issues[0]?.message.en ?? 'It is not UTF-8')
  }
  const reference = optional('reference', line.text('id'))
  return signXml(text, key, { placement: form, ...reference, ...statement })
}

interface Stated {
  readonly claimedTime?: string
  readonly commitment?: Commitment
}

/** What the signer states: the time, to the second, and perhaps a commitment. */
function stated(line: CommandLine, io: Io): Stated {
  const commitment = line.text('commitment') as Commitment | undefined
  if (line.flag('plain')) {
    if (commitment === undefined) return {}
    throw wrongUsage(sign, '--commitment needs the signing time; leave out --plain')
  }
  const claimedTime = io
    .now()
    .toISOString()
    .replace(/\.\d+Z$/u, 'Z')
  return { claimedTime, ...(commitment === undefined ? {} : { commitment }) }
}

async function writeResult(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (thrown) {
    throw fileProblem(file, thrown)
  }
}

/** Where the key is, decided before anything is read. */
function keySource(line: CommandLine, io: Io): () => Promise<SigningKeySource> {
  const [key, cert, pkcs12] = ['key', 'cert', 'pkcs12'].map((name) => line.text(name))
  const password = optional('password', io.env[line.text('password-env') ?? 'CHUAN_KEY_PASSWORD'])
  if (pkcs12 !== undefined && key === undefined && cert === undefined) {
    return async () => ({ pkcs12: await readBytes(pkcs12, KEY_FILE_BYTES_MAX), ...password })
  }
  if (key === undefined || cert === undefined || pkcs12 !== undefined) {
    throw wrongUsage(sign, 'Give --key and --cert, or --pkcs12')
  }
  return async () => ({
    pem: await readText(key),
    certificatePem: await readText(cert),
    ...password,
  })
}

async function readText(file: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(file, KEY_FILE_BYTES_MAX))
}

function optional<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [key in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: string }
}
