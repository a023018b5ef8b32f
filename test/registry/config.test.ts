/** The settings: what each takes, and what is said of a bad one. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfig, SETTINGS } from '../../registry/index.ts'
import { settingMalformed } from '../../registry/problems.ts'
import { POOL_DEFAULT } from '../../registry/workers/settings.ts'

describe('the settings', () => {
  test('have defaults that need nothing', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8_080,
      baseUrl: 'http://localhost:8080',
      database: 'data/chuan.db',
      bodyBytesMax: 10_000_000,
      pool: POOL_DEFAULT,
      log: 'json',
    })
  })

  test('are read from the environment', () => {
    const env = {
      CHUAN_HOST: '0.0.0.0',
      CHUAN_PORT: '0',
      CHUAN_BASE_URL: 'https://schemas.example/',
      CHUAN_DATABASE: '/tmp/x.db',
      CHUAN_TRUST_DIR: 'trust',
      CHUAN_AGENCY: 'H56.14',
      CHUAN_AGENCY_NAME: 'Sở Ví Dụ',
      CHUAN_BODY_BYTES_MAX: '1000',
      CHUAN_THREADS: '3',
      CHUAN_QUEUE_MAX: '10',
      CHUAN_JUDGING_MS: '1000',
      CHUAN_LOG: 'off',
    }
    expect(readConfig(env)).toEqual({
      host: '0.0.0.0',
      port: 0,
      baseUrl: 'https://schemas.example',
      database: '/tmp/x.db',
      trustFolder: 'trust',
      agency: { code: 'H56.14', name: 'Sở Ví Dụ' },
      bodyBytesMax: 1_000,
      pool: { threads: 3, queueMax: 10, timeoutMs: 1_000 },
      log: 'off',
    })
  })

  test.for([
    ['CHUAN_AGENCY', '000.00.14.H56'],
    ['CHUAN_PORT', 'http'],
    ['CHUAN_PORT', '65536'],
    ['CHUAN_PORT', '-1'],
    ['CHUAN_BASE_URL', 'schemas.invalid'],
    ['CHUAN_BASE_URL', 'ftp://x'],
    ['CHUAN_BASE_URL', 'http://user:secret@x'],
    ['CHUAN_BASE_URL', 'http://x/?y'],
    ['CHUAN_BODY_BYTES_MAX', '0'],
    ['CHUAN_BODY_BYTES_MAX', '1e9'],
    ['CHUAN_THREADS', '0'],
    ['CHUAN_QUEUE_MAX', 'many'],
    ['CHUAN_JUDGING_MS', '99'],
    ['CHUAN_LOG', 'yes'],
  ] as const)('name %s when it is %s, without repeating it', ([name, value]) => {
    expect(() => readConfig({ [name]: value })).toThrow(
      expect.objectContaining({ kind: settingMalformed, message: expect.stringContaining(name) }),
    )
    expect(() => readConfig({ [name]: value })).not.toThrow(value.length > 2 ? value : 'never')
  })

  test.for(SETTINGS)('%s is in the README', ([name]) => {
    expect(readFileSync('README.md', 'utf8')).toContain(`\`${name}\``)
  })
})
