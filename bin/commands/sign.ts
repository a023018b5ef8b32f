/**
 * The `sign` command: signs a document, as JWS or XML-DSig, with the time unless it is not wanted.
 *
 * @module
 */
import type {
  Commitment,
  LegacyXmlAlgorithm,
  RemoteSigningKey,
  SigningKey,
  SignJwsOptions,
  XmlPlacement,
} from '../../validator/index.ts'
import {
  addJwsSignature,
  COMMITMENTS,
  decodeUtf8,
  Problem,
  problems,
  signJws,
  signXml,
} from '../../validator/index.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import { readDocument } from '../documents.ts'
import type { Io } from '../io.ts'
import { openPartFile } from '../part-file.ts'
import { chooseKey, keyOptions } from '../signing-key.ts'

const XML_FORMS = ['enveloped', 'enveloping', 'detached'] as const
const JWS_FORMS = ['compact', 'flattened', 'general', 'detached-jws'] as const
type Form = (typeof XML_FORMS)[number] | (typeof JWS_FORMS)[number]

export const sign: Command = {
  name: 'sign',
  usage: 'FILE (--key PEM --cert PEM | --pkcs12 FILE | --pkcs11 MODULE …) [--as FORM] [--out FILE]',
  summary: 'Signs a document: JSON as JWS (JAdES), XML as XML-DSig (XAdES B-B).',
  options: {
    ...keyOptions,
    as: {
      type: 'string',
      value: 'FORM',
      summary: `${JWS_FORMS.join(', ')} (JWS) or ${XML_FORMS.join(', ')} (XML)`,
      choices: [...JWS_FORMS, ...XML_FORMS],
    },
    unencoded: { type: 'boolean', summary: 'detached-jws: sign the bytes themselves (b64 false)' },
    'object-name': {
      type: 'string',
      value: 'NAME',
      summary: 'detached-jws: sign the digest of the content under this name (JAdES sigD)',
    },
    add: { type: 'boolean', summary: 'FILE is a JWS: add one signature to those it has' },
    id: { type: 'string', value: 'ID', summary: 'detached: the Id of the element to sign' },
    commitment: {
      type: 'string',
      value: 'KIND',
      summary: 'XML: what the signer commits to (XAdES)',
      choices: Object.keys(COMMITMENTS),
    },
    algorithm: {
      type: 'string',
      value: 'NAME',
      summary: 'XML: rsa-sha256 (legacy), for a receiver that knows no RSASSA-PSS',
      choices: ['rsa-sha256'],
    },
    plain: { type: 'boolean', summary: 'no signing time: XML-DSig or JWS alone' },
    out: { type: 'string', value: 'FILE', summary: 'write there instead of standard output' },
  },
  examples: [
    ['chuan sign message.json --key key.pem --cert cert.pem > message.jws', 'compact JWS'],
    ['chuan sign message.xml --pkcs12 agency.p12 --out signed.xml', 'enveloped XML-DSig'],
    ['chuan sign scan.pdf --as detached-jws --key key.pem --cert cert.pem', 'beside the file'],
    ['chuan sign message.jws --add --key key.pem --cert cert.pem', 'the second party signs too'],
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
  const readKey = chooseKey(sign, line, io)
  const document = await readDocument(file, io)
  const form = chooseForm(document, line)
  const statement = stated(line, io)
  const key = await readKey()
  warnOfCertificate(key, io)
  const signed = await signDocument(document, form, key, { line, ...statement })
  const out = line.text('out')
  if (out === undefined) io.out(signed)
  else await writeResult(out, signed, io)
  return 0
}

/** What is signed all the same may be meant for a test, or for a day to come. */
function warnOfCertificate({ certificate }: SigningKey | RemoteSigningKey, io: Io): void {
  const { notBefore, notAfter } = certificate
  if (notBefore <= io.now() && io.now() <= notAfter) return
  const [from, to] = [notBefore, notAfter].map((each) => each.toISOString().slice(0, 10))
  io.err(`chuan: the certificate is in force from ${from} to ${to}: nobody will believe this\n`)
}

function chooseForm(document: Uint8Array, line: CommandLine): Form {
  const isXml = /^\uFEFF?\s*</u.test(new TextDecoder().decode(document.subarray(0, 64)))
  const form = (line.text('as') as Form | undefined) ?? (isXml ? 'enveloped' : 'compact')
  if (!isXml && isPlacement(form)) {
    throw wrongUsage(sign, `--as ${form} signs XML; this is not XML. Try --as detached-jws`)
  }
  if (form !== 'detached-jws' && (line.flag('unencoded') || line.text('object-name'))) {
    throw wrongUsage(sign, '--unencoded and --object-name are for --as detached-jws')
  }
  if (form !== 'detached' && line.text('id') !== undefined) {
    throw wrongUsage(sign, '--id is for --as detached; all else signs the whole document')
  }
  return form
}

function isPlacement(form: Form): form is XmlPlacement {
  return XML_FORMS.some((each) => each === form)
}

async function signDocument(
  document: Uint8Array,
  form: Form,
  key: SigningKey | RemoteSigningKey,
  { line, ...statement }: Stated & { readonly line: CommandLine },
): Promise<string> {
  const { commitment, ...time } = statement
  if (!isPlacement(form)) {
    if (commitment !== undefined) throw wrongUsage(sign, '--commitment is for XML')
    if (line.text('algorithm')) throw wrongUsage(sign, '--algorithm is for XML')
    if (line.flag('add')) return addJwsSignature(decoded(document), key, time)
    return signJws(document, key, { ...jwsOptions(form, line), ...time })
  }
  if (line.flag('add')) throw wrongUsage(sign, '--add is for a JWS; XML is signed again as it is')
  const reference = optional('reference', line.text('id'))
  const algorithm = line.text('algorithm') as LegacyXmlAlgorithm | undefined
  const legacy = algorithm === undefined ? {} : { algorithm }
  const options = { placement: form, ...reference, ...statement, ...legacy }
  return signXml(decoded(document), key, options)
}

function jwsOptions(form: Exclude<Form, XmlPlacement>, line: CommandLine): SignJwsOptions {
  if (form !== 'detached-jws') return { serialization: form }
  return {
    serialization: 'compact',
    detached: true,
    isUnencoded: line.flag('unencoded'),
    ...optional('objectName', line.text('object-name')),
  }
}

function decoded(document: Uint8Array): string {
  const { text, issues } = decodeUtf8(document)
  if (text !== undefined) return text
  throw new Problem(problems.documentUnsignable, issues[0]?.message.en ?? 'It is not UTF-8')
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

/** A file that was there stays whole until the new one is. */
async function writeResult(file: string, text: string, io: Io): Promise<void> {
  const part = openPartFile(file, io)
  try {
    part.write(text)
  } catch (thrown) {
    await part.abandon()
    throw thrown
  }
  await part.finish()
}

function optional<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [key in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: string }
}
