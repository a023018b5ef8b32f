/**
 * Wires the service: store, catalogue, validator, app, port.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { Environment } from '../sources/index.ts'
import {
  readCatalogueFolder,
  readDecryptionKeyFile,
  readSigningKeyFiles,
  timestampAuthority,
  watchPolicyFile,
  watchTrustFolder,
} from '../sources/index.ts'
import type { Catalogue, CatalogueEntry, Policy, Validator } from '../validator/index.ts'
import { createValidator, EMPTY_TRUST_STORE, Problem, unknownNames } from '../validator/index.ts'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import type { AppDeps } from './deps.ts'
import { createLibrary } from './library.ts'
import { publishCatalogue } from './publication.ts'
import { createReceiptMaker } from './receipts.ts'
import { type Releases, signReleases } from './releases.ts'
import { listen } from './serve.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import type { Store } from './store/store.ts'
import { tellTrust } from './tell-trust.ts'
import { welcome } from './welcome.ts'
import { createJudgingPool, type JudgingPool, shareValidation } from './workers/pool.ts'

export interface World {
  /** For people: progress and the address. */
  readonly print: (text: string) => void
  /** For programs: a JSON line for each request and each defect. */
  readonly log: (line: string) => void
  readonly now: () => Date
  /** Where proxies are named. */
  readonly env: Environment
}

export interface RunningRegistry {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Throws Problems of settings, database, publication and address. */
export async function startRegistry(config: Config, world: World): Promise<RunningRegistry> {
  const watched = await watchConfigured(config, world)
  const trust = watched.trust?.current ?? EMPTY_TRUST_STORE
  const policy = () => watched.policy?.current().policy
  const policyText = () => watched.policy?.current().text
  const keyFile = config.decryptionKeyFile
  const keys =
    keyFile === undefined
      ? {}
      : { decryptionKeys: [await readDecryptionKeyFile(keyFile, config.decryptionKeyPassword)] }
  const store = openSqliteStore(config.database)
  let pool: JudgingPool | undefined
  try {
    const { catalogue, published } = await publish(store, config, world)
    const inline = createValidator({ catalogue, trust, policy, ...keys, now: world.now })
    const { trustFolder } = config
    const shared = { base: catalogue.base, ...(trustFolder && { trustFolder }), ...keys }
    const setup = { entries: await entriesOf(store), ...shared }
    const logging = loggingOf(config, world)
    const logDefect = (thrown: unknown) => logging.logDefect(thrown, 'none')
    pool = createJudgingPool(setup, world.now, { ...config.pool, policyText, logDefect })
    const threads = pool
    const judge = shareValidation(inline, threads, catalogue)
    const agency = config.agency === undefined ? {} : { agency: config.agency }
    const releases = await releasesOf(store, catalogue, config, world)
    const own = { ...agency, ...(await receiptsOf(config, world)), releases }
    const deps = { store, library: createLibrary(store), catalogue, judge, ...own }
    const app = createApp({ ...deps, ...logging })
    const listening = await listen(app, config.host, config.port)
    const host = config.host.includes(':') ? `[${config.host}]` : config.host
    const url = `http://${host}:${listening.port}`
    for (const { en } of namesNowhere(policy(), catalogue)) world.print(`${en}\n`)
    world.print(welcome({ url, catalogue, published, config }))
    warmUp(inline)
    return {
      url,
      async close() {
        watched.close()
        await listening.close()
        await threads.close()
        await store.close()
      },
    }
  } catch (thrown) {
    watched.close()
    await pool?.close()
    await store.close()
    throw thrown
  }
}

function namesNowhere(policy: Policy | undefined, catalogue: Catalogue) {
  return policy === undefined ? [] : unknownNames(policy, catalogue)
}

/** What will soon stop to hold is told at once, and whenever the folder has changed. */
async function watchTrust(folder: string, world: World) {
  const { now, log } = world
  const toldOf = tellReading('trust', world)
  const telling = tellTrust(folder, { now, log, failed: toldOf })
  function told(failure?: unknown): void {
    toldOf(failure)
    if (failure === undefined) void telling.tell()
  }
  const watched = await watchTrustFolder(folder, { now, told })
  await telling.tell()
  const close = () => {
    watched.close()
    telling.close()
  }
  return { ...watched, close }
}

/** What may change while the service runs. */
async function watchConfigured({ trustFolder, policyFile }: Config, world: World) {
  const tell = (what: string) => ({ told: tellReading(what, world) })
  const trust = trustFolder === undefined ? undefined : await watchTrust(trustFolder, world)
  try {
    const policy =
      policyFile === undefined ? undefined : await watchPolicyFile(policyFile, tell('policy'))
    const close = () => {
      trust?.close()
      policy?.close()
    }
    return { ...(trust && { trust }), ...(policy && { policy }), close }
  } catch (thrown) {
    trust?.close()
    throw thrown
  }
}

/** The key is read once, at the start, so that a wrong one is told then. */
async function receiptsOf(
  { receiptKey }: Config,
  { now }: World,
): Promise<Pick<AppDeps, 'makeReceipt'>> {
  if (receiptKey === undefined) return {}
  const key = await readSigningKeyFiles(receiptKey.key, receiptKey.certificate)
  return { makeReceipt: createReceiptMaker(key, now) }
}

async function releasesOf(
  store: Store,
  catalogue: Catalogue,
  { releaseKey, releaseTimestamps }: Config,
  { now, log, env }: World,
): Promise<Releases> {
  if (releaseKey === undefined) return signReleases(store, catalogue, { now })
  const key = await readSigningKeyFiles(releaseKey.key, releaseKey.certificate)
  const told = (event: object) =>
    log(`${JSON.stringify({ time: now().toISOString(), ...event })}\n`)
  const authority = releaseTimestamps
  const stamping = authority === undefined ? {} : { timestamp: timestampAuthority(authority, env) }
  return signReleases(store, catalogue, { key, ...stamping, now, told })
}

/** Threads read the catalogue as it was published. */
async function entriesOf(store: Store): Promise<readonly CatalogueEntry[]> {
  return (await store.listVersions()).map(({ entry }) => entry)
}

async function publish(
  store: Store,
  config: Config,
  { now, print }: World,
): ReturnType<typeof publishCatalogue> {
  return publishCatalogue(await readCatalogueFolder(), store, {
    baseUrl: config.baseUrl,
    now,
    progress: (ref, index, total) => print(`publishing ${index}/${total}  ${ref}\n`),
  })
}

/** Of a failure its kind and its words, which name files and never a document. */
function tellReading(what: string, { log, now }: World): (failure?: unknown) => void {
  return (failure) => {
    const time = now().toISOString()
    const told =
      failure instanceof Problem ? { problem: failure.kind.code, detail: failure.message } : {}
    const defect =
      failure === undefined || failure instanceof Problem ? {} : describeDefect(failure)
    const level = failure === undefined ? 'info' : 'error'
    const event = failure === undefined ? `${what}-read` : `${what}-unreadable`
    log(`${JSON.stringify({ time, level, event, ...told, ...defect })}\n`)
  }
}

function loggingOf(
  { log, bodyBytesMax }: Config,
  world: World,
): Pick<AppDeps, 'bodyBytesMax' | 'requestId' | 'logDefect' | 'logRequest'> {
  const write = (line: object) =>
    world.log(`${JSON.stringify({ time: world.now().toISOString(), ...line })}\n`)
  return {
    bodyBytesMax,
    requestId: () => randomUUID(),
    // The stack says where; a message could hold a value of the document.
    logDefect: (thrown, requestId) =>
      write({ level: 'error', requestId, defect: describeDefect(thrown) }),
    logRequest: (line) => {
      if (log === 'json') write({ level: 'info', ...line, ms: Math.round(line.ms * 100) / 100 })
    },
  }
}

function describeDefect(thrown: unknown): object {
  if (!(thrown instanceof Error)) return { name: typeof thrown }
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line))
  return { name: thrown.name, at: frames.slice(0, 10).map((line) => line.trim()) }
}

/** One schema after another, between requests. */
function warmUp(validator: Validator): void {
  setImmediate(() => {
    if (validator.warmUp()) warmUp(validator)
  })
}
