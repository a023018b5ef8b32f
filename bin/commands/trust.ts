/**
 * The `trust` command: keeps the signed list of who is trusted.
 *
 * @module
 */
import {
  checkTrustFolder,
  openNewTrustList,
  readBytes,
  readTrustFolder,
  readTrustListFile,
  replaceTrustList,
  TRUST_LIST_FILE,
} from '../../sources/index.ts'
import type { TrustList } from '../../validator/index.ts'
import { ALGORITHMS, DIGESTS, Problem, parseDate } from '../../validator/index.ts'
import { formatAlgorithms } from '../algorithms-text.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import { languageOption } from '../reports.ts'
import { keyOptions } from '../signing-key.ts'
import { withWholeFiles } from '../stop.ts'
import { addToTrustList, isRehearsal, REHEARSED, VALID_DAYS_DEFAULT } from '../trust-add.ts'
import { formatChanges } from '../trust-changes.ts'
import { formatEntries, formatFindings, rowsOf } from '../trust-text.ts'

const LIST_BYTES_MAX = 10_000_000
const ACTIONS = ['add', 'list', 'check', 'update', 'algorithms']
const ROLES = ['anchor', 'intermediate', 'pinned'] as const

export const trust: Command = {
  name: 'trust',
  usage: 'add [CERT…] | list | check | update FILE | algorithms   --trust DIR',
  summary: 'Keeps the signed list of certificates whose signatures are believed.',
  actions: ['add', 'list', 'check', 'update', 'algorithms'],
  options: {
    trust: { type: 'string', value: 'DIR', summary: 'the trust folder (or CHUAN_TRUST_DIR)' },
    source: {
      type: 'string',
      value: 'TEXT',
      summary: 'add: where the certificate was obtained and how it was checked',
    },
    role: {
      type: 'string',
      value: 'ROLE',
      summary: 'add: anchor, intermediate or pinned (default: by what the certificate is)',
      choices: ROLES,
    },
    root: { type: 'string', value: 'NAME', summary: 'add: whose hierarchy it is of, e.g. NEAC' },
    from: { type: 'string', value: 'DATE', summary: 'add: first day on which it is trusted' },
    until: { type: 'string', value: 'DATE', summary: 'add: last day on which it is trusted' },
    operator: { type: 'string', value: 'NAME', summary: 'add: who answers for the list' },
    'valid-days': {
      type: 'string',
      value: 'N',
      summary: `add: days until the list has to be renewed (default ${VALID_DAYS_DEFAULT})`,
    },
    ...keyOptions,
    'dry-run': {
      type: 'boolean',
      summary: 'add, update: only tell what would change; add then needs no key',
    },
    at: { type: 'string', value: 'DATE', summary: 'list, algorithms: as of that day' },
    format: {
      type: 'string',
      value: 'text|json',
      summary: 'list, check, algorithms: for people (default) or programs',
      choices: ['text', 'json'],
    },
    lang: languageOption,
  },
  examples: [
    [
      'chuan trust add root.pem --trust trust --operator … --source … --key k.pem --cert c.pem',
      'the first list, which pins who signs it',
    ],
    [
      'chuan trust add old.pem --until 2026-12-31 --source … --trust … --key … --cert …',
      'its trust ends that day; what is not given again stays',
    ],
    ['chuan trust list --trust trust/', 'who is trusted now; --at DATE: as of that day'],
    ['chuan trust add --trust trust/ --key k.pem --cert c.pem', 'sign anew before it is stale'],
    ['chuan trust check --trust trust/', 'what will soon stop holding; 1 when something has'],
    ['chuan trust algorithms', 'which algorithms sign, since when, until when, and by what text'],
    ['chuan trust update new-list.jws --trust trust/', 'take a newer list from its operator'],
    ['chuan trust update new-list.jws --trust trust/ --dry-run', 'what it would change, in words'],
  ],
  notes: [
    'Nothing is taken out: a certificate that is no longer trusted gets a last day, so that',
    'what was in force on a day can still be told. A list older than one seen is refused.',
    'A running service looks at the folder every ten seconds and reads it anew when it changed.',
  ],
  run: runTrust,
}

async function runTrust(line: CommandLine, io: Io): Promise<number> {
  const [action = '', ...operands] = line.operands
  if (!ACTIONS.includes(action)) throw wrongUsage(trust, `Say one of: ${ACTIONS.join(', ')}`)
  if (action === 'algorithms') return algorithms(line, io)
  const folder = line.text('trust') ?? io.env['CHUAN_TRUST_DIR'] ?? ''
  if (folder === '') throw wrongUsage(trust, 'Which folder? Give --trust DIR')
  switch (action) {
    case 'add':
      return addToTrustList({ command: trust, files: operands, folder, line }, io)
    case 'list':
      return list(folder, line, io)
    case 'check':
      return check(folder, line, io)
    default:
      return update(operands, folder, line, io)
  }
}

function algorithms(line: CommandLine, io: Io): number {
  io.out(
    line.text('format') === 'json'
      ? `${JSON.stringify({ algorithms: ALGORITHMS, digests: DIGESTS }, undefined, 2)}\n`
      : formatAlgorithms(dayOf(line, io), languageOf(line.text('lang'), io.env)),
  )
  return 0
}

/** The start of the day that was asked about; else now. */
function dayOf(line: CommandLine, io: Io): Date {
  const day = line.text('at')
  return day === undefined ? io.now() : new Date(`${parseDate(day)}T00:00:00+07:00`)
}

async function list(folder: string, line: CommandLine, io: Io): Promise<number> {
  const at = dayOf(line, io)
  const opened = await readTrustListFile(folder, io.now())
  const rows = rowsOf(opened?.list, await readTrustFolder(folder, io.now()), at)
  const language = languageOf(line.text('lang'), io.env)
  io.out(
    line.text('format') === 'json'
      ? `${JSON.stringify({ ...opened?.list, certificates: rows }, undefined, 2)}\n`
      : formatEntries(opened?.list, rows, language),
  )
  return 0
}

async function check(folder: string, line: CommandLine, io: Io): Promise<number> {
  const findings = await checkTrustFolder(folder, io.now())
  const language = languageOf(line.text('lang'), io.env)
  io.out(
    line.text('format') === 'json'
      ? `${JSON.stringify(findings)}\n`
      : formatFindings(findings, language),
  )
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0
}

async function update(
  files: readonly string[],
  folder: string,
  line: CommandLine,
  io: Io,
): Promise<number> {
  const [file, ...others] = files
  if (file === undefined || others.length > 0) throw wrongUsage(trust, 'Name one list to take')
  const jws = new TextDecoder().decode(await readBytes(file, LIST_BYTES_MAX))
  const language = languageOf(line.text('lang'), io.env)
  const { list: offered } = await openNewTrustList(folder, jws, io.now())
  io.out(formatChanges(await findListBefore(folder, io), offered, language))
  if (isRehearsal(line)) {
    io.out(REHEARSED[language])
    return 0
  }
  const { list: taken } = await withWholeFiles(io, () => replaceTrustList(folder, jws, io.now()))
  io.out(`${folder}/${TRUST_LIST_FILE}: list ${taken.sequence}, until ${taken.nextUpdate}\n`)
  return 0
}

/** One that cannot be gone by any more is what a newer list is taken for. */
async function findListBefore(folder: string, io: Io): Promise<TrustList | undefined> {
  try {
    return (await readTrustListFile(folder, io.now()))?.list
  } catch (thrown) {
    if (thrown instanceof Problem) return undefined
    throw thrown
  }
}
