/**
 * The `serve` command: starts the registry and stays until it is asked to stop.
 *
 * @module
 */
import { readConfig, startRegistry } from '../../registry/index.ts'
import type { Command, CommandLine } from '../command.ts'
import type { Io } from '../io.ts'

export const serve: Command = {
  name: 'serve',
  usage: '[--port N] [--host ADDRESS] [--database FILE]',
  summary:
    'Starts the registry; on first start it creates its database and publishes the catalogue.',
  options: {
    port: { type: 'string', value: 'N', summary: 'TCP port (CHUAN_PORT, default 8080)' },
    host: { type: 'string', value: 'ADDRESS', summary: 'address (CHUAN_HOST, default 127.0.0.1)' },
    database: {
      type: 'string',
      value: 'FILE',
      summary: 'database file (CHUAN_DATABASE, default data/chuan.db)',
    },
    trust: {
      type: 'string',
      value: 'DIR',
      summary: 'believe signatures by the certificates in this folder (CHUAN_TRUST_DIR)',
    },
    policy: {
      type: 'string',
      value: 'FILE',
      summary: 'what signatures must be to be accepted (CHUAN_POLICY)',
    },
  },
  examples: [
    ['chuan serve', 'http://localhost:8080, database in ./data'],
    ['CHUAN_BASE_URL=https://schemas.example chuan serve --port 9000', 'behind a proxy'],
  ],
  notes: ['Every setting is an environment variable too; the README lists them all.'],
  run: runServe,
}

const VARIABLES = {
  port: 'CHUAN_PORT',
  host: 'CHUAN_HOST',
  database: 'CHUAN_DATABASE',
  trust: 'CHUAN_TRUST_DIR',
  policy: 'CHUAN_POLICY',
} as const satisfies Readonly<Record<string, string>>

async function runServe(line: CommandLine, io: Io): Promise<number> {
  const given = Object.entries(VARIABLES).flatMap(([option, variable]) => {
    const value = line.text(option)
    return value === undefined ? [] : [[variable, value] as const]
  })
  const config = readConfig({ ...io.env, ...Object.fromEntries(given) })
  const registry = await startRegistry(config, {
    print: io.out,
    log: io.err,
    now: io.now,
    env: io.env,
  })
  await io.stopRequested()
  await registry.close()
  return 0
}
