/**
 * The `sign` command: signs a document, as JWS or XML-DSig.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { readBytes } from '../../sources/index.ts'
import type { JwsSerialization, SigningKey, XmlPlacement } from '../../validator/index.ts'
import { readSigningKey, signJws, signXml } from '../../validator/index.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import { readDocument } from '../documents.ts'
import type { Io } from '../io.ts'

const KEY_FILE_BYTES_MAX = 1_048_576

export const sign: Command = {
  name: 'sign',
  usage: 'FILE (--key PEM --cert PEM | --pkcs12 FILE) [--as FORM] [--out FILE]',
  summary: 'Signs a document: JSON as JWS, XML as XML-DSig.',
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
    out: { type: 'string', value: 'FILE', summary: 'write there instead of standard output' },
  },
  examples: [
    ['chuan sign message.json --key key.pem --cert cert.pem > message.jws', 'compact JWS'],
    ['chuan sign message.xml --pkcs12 agency.p12 --out signed.xml', 'enveloped XML-DSig'],
  ],
  notes: [
    'The algorithm follows the key: RSA signs with RSASSA-PSS and SHA-256, P-256 with ECDSA.',
    'A password is read from the environment only: a command line is visible to others.',
  ],
  run: runSign,
}

async function runSign(line: CommandLine, io: Io): Promise<number> {
  const [file, ...others] = line.operands
  if (file === undefined || others.length > 0) throw wrongUsage(sign, 'Name one file to sign')
  const key = await openKey(line, io)
  const document = await readDocument(file, io)
  const signed = await signDocument(document, key, line)
  const out = line.text('out')
  if (out === undefined) io.out(signed)
  else await writeFile(out, signed)
  return 0
}

async function signDocument(
  document: Uint8Array,
  key: SigningKey,
  line: CommandLine,
): Promise<string> {
  const isXml = /^\uFEFF?\s*</u.test(new TextDecoder().decode(document.subarray(0, 64)))
  const form = line.text('as') ?? (isXml ? 'enveloped' : 'compact')
  if (form === 'enveloped' || form === 'enveloping' || form === 'detached') {
    if (!isXml) throw wrongUsage(sign, `--as ${form} signs XML; this document is not XML`)
    return signXml(new TextDecoder('utf-8', { fatal: true }).decode(document), key, {
      placement: form satisfies XmlPlacement,
      ...optional('reference', line.text('id')),
    })
  }
  return signJws(document, key, { serialization: form as JwsSerialization })
}

async function openKey(line: CommandLine, io: Io): Promise<SigningKey> {
  const [key, cert, pkcs12] = ['key', 'cert', 'pkcs12'].map((name) => line.text(name))
  const password = io.env[line.text('password-env') ?? 'CHUAN_KEY_PASSWORD']
  if (pkcs12 !== undefined && key === undefined && cert === undefined) {
    return readSigningKey({
      pkcs12: await readBytes(pkcs12, KEY_FILE_BYTES_MAX),
      ...optional('password', password),
    })
  }
  if (key === undefined || cert === undefined || pkcs12 !== undefined) {
    throw wrongUsage(sign, 'Give --key and --cert, or --pkcs12')
  }
  return readSigningKey({
    pem: await readText(key),
    certificatePem: await readText(cert),
    ...optional('password', password),
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
