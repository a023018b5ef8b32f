/** Pulling, locking, checking and updating the structures of a project. */
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const home = mkdtempSync(join(tmpdir(), 'chuan-pull-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const project = join(home, 'project')
const source = join(home, 'source')

function element(version: string, more: object = {}) {
  const folder = join(source, 'elements/permit', version)
  mkdirSync(folder, { recursive: true })
  const schema = {
    $id: `/schemas/elements/permit/${version}`,
    title: 'Giấy phép',
    'x-kind': 'element',
    type: 'object',
    properties: { So: { type: 'string' }, GioiTinh: { $ref: '/schemas/codelists/sex/1.0.0' } },
    additionalProperties: false,
    ...more,
  }
  writeFileSync(join(folder, 'schema.json'), JSON.stringify(schema))
}

beforeEach(() => {
  rmSync(project, { recursive: true, force: true })
  rmSync(source, { recursive: true, force: true })
  mkdirSync(project, { recursive: true })
  writeFileSync(join(project, 'chuan.config.json'), '{ "structures": ["elements/permit@1"] }')
  element('1.0.0')
  cpSync('schemas/codelists/sex', join(source, 'codelists/sex'), { recursive: true })
  cpSync('schemas/elements/person-name', join(source, 'elements/person-name'), { recursive: true })
})

const chuan = (command: string, ...argv: readonly string[]) =>
  runChuan([command, ...argv, '--project', project])
const pull = (...argv: readonly string[]) => chuan('pull', '--from', source, ...argv)
const lock = () => JSON.parse(readFileSync(join(project, 'chuan.lock.json'), 'utf8'))
const SCHEMA = join(project, 'schemas/elements/permit/1.0.0/schema.json')

describe('a document of a structure that was not pulled', () => {
  const PULLED_ONLY = 'Only what this project has pulled is known here'
  const other = (name: string) => {
    const file = join(project, name)
    writeFileSync(file, '{"$schema":"/schemas/elements/person-name/1.0.0"}')
    return file
  }

  test('is told so, alone and once among others', async () => {
    await pull()
    const files = [other('a.json'), other('b.json')]
    const alone = await chuan('validate', files[0] ?? '')
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining(PULLED_ONLY)])
    const { code, err } = await chuan('validate', ...files)
    expect([code, err.split(PULLED_ONLY).length]).toEqual([1, 2])
  })

  test('is told so where it is named', async () => {
    await pull()
    const { code, err } = await chuan('codegen', 'elements/person-name', '--out', project)
    expect([code, err]).toEqual([2, expect.stringContaining(PULLED_ONLY)])
  })
})

describe('chuan pull', () => {
  test('brings what was asked for and all it leans on, and nothing else', async () => {
    const { code, out } = await pull()
    expect([code, out]).toEqual([0, 'schemas: 3 files of 2 versions, 3 written\n'])
    expect(lock()).toMatchObject({ version: 1, structures: { 'elements/permit@1': '1.0.0' } })
    expect(Object.keys(lock().files)).toEqual([
      'codelists/sex/1.0.0/schema.json',
      'codelists/sex/1.0.0/values.json',
      'elements/permit/1.0.0/schema.json',
    ])
  })

  test('changes nothing the second time', async () => {
    await pull()
    const before = readFileSync(join(project, 'chuan.lock.json'), 'utf8')
    expect((await pull()).out).toContain('nothing changed')
    expect(readFileSync(join(project, 'chuan.lock.json'), 'utf8')).toBe(before)
  })

  test.for(['pull', 'update'])(
    'undoes by %s what was changed by hand, and says so',
    async (name) => {
      await pull()
      const before = readFileSync(SCHEMA, 'utf8')
      writeFileSync(SCHEMA, before.replace('Giấy phép', 'Giấy'))
      const { code, err } = await chuan(name, '--from', source)
      const told =
        'schemas/elements/permit/1.0.0/schema.json: changed by hand; the change is undone\n'
      expect([code, err, readFileSync(SCHEMA, 'utf8')]).toEqual([0, told, before])
    },
  )

  test('is asked to hold against the lock or against the source, not both', async () => {
    await pull()
    const { code, err } = await pull('--frozen', '--check')
    expect([code, err]).toEqual([2, expect.stringContaining('--frozen or --check')])
  })

  test('stays at the locked version when there is a newer one', async () => {
    await pull()
    element('1.1.0')
    await pull()
    expect(lock().structures).toEqual({ 'elements/permit@1': '1.0.0' })
  })

  test('removes what is no longer asked for, and nothing of others', async () => {
    await pull('elements/person-name')
    expect(existsSync(SCHEMA)).toBe(false)
    await pull('elements/permit')
    writeFileSync(join(project, 'schemas/mine.txt'), 'mine')
    writeFileSync(join(project, 'chuan.config.json'), '{ "structures": ["elements/person-name"] }')
    expect((await pull()).out).toContain('3 removed')
    expect(existsSync(SCHEMA)).toBe(false)
    expect(existsSync(join(project, 'schemas/mine.txt'))).toBe(true)
  })

  test('lets other commands work on what was pulled', async () => {
    await pull()
    const out = join(project, 'types')
    const ran = await chuan('codegen', 'elements/permit', '--out', out)
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(join(out, 'elements/permit/1.0.0.ts'), 'utf8')).toContain('Permit')
  })

  test('is followed by a chuan codegen that does what the project file says, and checks it', async () => {
    const config = {
      structures: ['elements/permit@1'],
      codegen: [
        { out: 'types', readonly: true },
        { out: 'python', language: 'python' },
      ],
    }
    writeFileSync(join(project, 'chuan.config.json'), JSON.stringify(config))
    await pull()
    expect(await chuan('codegen')).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(join(project, 'types/elements/permit/1.0.0.ts'), 'utf8')).toContain(
      'readonly So',
    )
    const python = join(project, 'python/chuan_types.py')
    expect(readFileSync(python, 'utf8')).toContain('class Permit')
    expect((await chuan('codegen', '--check')).code).toBe(0)
    rmSync(python)
    expect((await chuan('codegen', '--check')).code).toBe(1)
  })

  test('names a structure that the source has not', async () => {
    const { code, err } = await pull('elements/absent')
    expect([code, err]).toEqual([2, expect.stringContaining('[schema-not-found]')])
    expect(err).toContain('elements/absent is not in the catalogue')
    expect((await pull('elements/permitt')).err).toContain('did you mean elements/permit?')
    expect((await pull('x/t')).err).not.toContain('did you mean')
  })

  test('takes nothing where the source has not all that it leans on', async () => {
    rmSync(join(source, 'codelists'), { recursive: true })
    const { code, err } = await pull()
    expect([code, err]).toEqual([2, expect.stringContaining('[schema-unusable]')])
    expect(err).toContain('leans on codelists/sex@1.0.0, which the source has not')
    expect(existsSync(join(project, 'schemas'))).toBe(false)
  })

  test('takes the line ends of git on Windows for no change, and leaves them', async () => {
    await pull()
    const values = join(project, 'schemas/codelists/sex/1.0.0/values.json')
    for (const file of [SCHEMA, values, join(project, 'chuan.lock.json')]) {
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'))
    }
    expect(await chuan('pull', '--frozen')).toMatchObject({ code: 0, err: '' })
    expect((await pull('--check')).code).toBe(0)
    expect(await pull()).toMatchObject({ out: expect.stringContaining('nothing changed'), err: '' })
    expect(readFileSync(SCHEMA, 'utf8')).toContain('\r\n')
  })

  test('takes another order of members for a change: it is the order of elements in XML', async () => {
    await pull()
    const { title, ...rest } = JSON.parse(readFileSync(SCHEMA, 'utf8'))
    writeFileSync(SCHEMA, `${JSON.stringify({ ...rest, title }, null, 2)}\n`)
    expect((await chuan('pull', '--frozen')).code).toBe(1)
  })

  test('refuses a lock of a later version, saying what to install', async () => {
    await pull()
    writeFileSync(join(project, 'chuan.lock.json'), JSON.stringify({ ...lock(), version: 3 }))
    const { code, err } = await pull()
    expect([code, err]).toEqual([2, expect.stringContaining('newer version of chuan')])
  })

  test('refuses a lock that is none, or whose paths lead elsewhere', async () => {
    const entry = { '../../etc/1.0.0/schema.json': 'x' }
    const crafted = { version: 1, base: 'b', folder: 's', structures: {}, files: entry }
    for (const text of ['{', JSON.stringify(crafted)]) {
      writeFileSync(join(project, 'chuan.lock.json'), text)
      const { code, err } = await pull()
      expect([code, err]).toEqual([2, expect.stringContaining('[lock-malformed]')])
    }
  })
})

describe('chuan pull --frozen', () => {
  test('needs no source when the files are as locked', async () => {
    await pull()
    const { code, out } = await chuan('pull', '--frozen')
    expect([code, out]).toEqual([0, 'schemas: 3 files as locked\n'])
  })

  test('says which files were changed or are gone', async () => {
    await pull()
    writeFileSync(SCHEMA, '{}')
    rmSync(join(project, 'schemas/codelists/sex/1.0.0/values.json'))
    const { code, out } = await chuan('pull', '--frozen')
    expect([code, out.split('\n')]).toEqual([
      1,
      [
        'schemas/codelists/sex/1.0.0/values.json: missing',
        'schemas/elements/permit/1.0.0/schema.json: changed',
        '',
      ],
    ])
    await pull()
    expect((await chuan('pull', '--frozen')).code).toBe(0)
  })

  test('brings back what is missing, and leaves the lock as it is', async () => {
    await pull()
    const before = readFileSync(join(project, 'chuan.lock.json'), 'utf8')
    const text = readFileSync(SCHEMA, 'utf8')
    element('1.1.0')
    rmSync(join(project, 'schemas'), { recursive: true })
    const ran = await pull('--frozen')
    expect(ran).toEqual({ code: 0, out: 'schemas: 3 files as locked, 3 brought back\n', err: '' })
    expect(readFileSync(SCHEMA, 'utf8')).toBe(text)
    expect(readFileSync(join(project, 'chuan.lock.json'), 'utf8')).toBe(before)
    expect(existsSync(join(project, 'schemas/elements/permit/1.1.0'))).toBe(false)
  })

  test('writes nothing from a source that has another version or none', async () => {
    await pull()
    rmSync(join(project, 'schemas'), { recursive: true })
    element('1.0.0', { description: 'changed at the source' })
    const other = await pull('--frozen')
    rmSync(join(source, 'elements/permit'), { recursive: true })
    const none = await pull('--frozen')
    for (const { code, err } of [other, none]) {
      expect([code, err]).toEqual([2, expect.stringContaining('[lock-broken]')])
      expect(err).toContain('elements/permit/1.0.0/schema.json')
    }
    expect(existsSync(join(project, 'schemas'))).toBe(false)
  })

  test('without a lock says what makes one', async () => {
    const { code, err } = await chuan('pull', '--frozen')
    expect([code, err]).toEqual([2, expect.stringContaining('run chuan pull first')])
  })
})

describe('chuan pull --check', () => {
  test('passes where lock, folder and source are the same', async () => {
    await pull()
    expect((await pull('--check')).code).toBe(0)
  })

  test('tells what the source has otherwise, and what is changed in the folder', async () => {
    await pull()
    element('1.0.0', { description: 'changed at the source' })
    writeFileSync(join(project, 'schemas/codelists/sex/1.0.0/values.json'), '{}')
    const { code, out } = await pull('--check')
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('permit/1.0.0/schema.json: the source has'),
    ])
    expect(out).toContain('values.json: changed in the folder')
  })

  test('before the first pull tells that nothing is locked', async () => {
    const { code, out } = await pull('--check')
    expect([code, out]).toEqual([1, expect.stringContaining(': not locked')])
    expect(readdirSync(project)).toEqual(['chuan.config.json'])
  })

  test('writes nothing where files are missing', async () => {
    await pull()
    rmSync(join(project, 'schemas'), { recursive: true })
    const { code, out } = await pull('--check')
    expect([code, out]).toEqual([1, expect.stringContaining('missing in the folder')])
    expect(readdirSync(project)).toEqual(['chuan.config.json', 'chuan.lock.json'])
  })
})

describe('newer versions', () => {
  test('are listed by chuan outdated, in range and beyond', async () => {
    await pull()
    expect((await chuan('outdated', '--from', source)).code).toBe(0)
    element('1.1.0')
    element('2.0.0')
    const { code, out } = await chuan('outdated', '--from', source)
    expect(code).toBe(1)
    expect(out.split('\n')[1]).toMatch(/^elements\/permit@1 +1\.0\.0 +1\.1\.0 +2\.0\.0$/u)
  })

  test('are taken by chuan update, which says what they change and break', async () => {
    await pull()
    element('1.1.0', { properties: { So: { type: 'string' }, Loai: { type: 'string' } } })
    const { code, out } = await chuan('update', '--from', source)
    expect(code).toBe(0)
    expect(out).toContain('elements/permit@1.0.0 → 1.1.0')
    expect(out).toContain('GioiTinh')
    expect(lock().structures).toEqual({ 'elements/permit@1': '1.1.0' })
    expect(existsSync(SCHEMA)).toBe(false)
    expect((await chuan('update', '--from', source)).out).toContain('newest version')
  })

  test('of the next major are taken only when asked for', async () => {
    await pull()
    element('2.0.0', { required: ['So'] })
    expect((await chuan('update', '--from', source)).out).toContain('newest version')
    const { out, err } = await chuan('update', '--major', '--from', source)
    expect(out).toContain('elements/permit@1.0.0 → 2.0.0')
    expect(err).toContain('write elements/permit@2 in the place of elements/permit@1')
    expect(lock().structures).toEqual({ 'elements/permit@2': '2.0.0' })
  })

  test('of a structure that is not locked are refused', async () => {
    await pull()
    const { code, err } = await chuan('update', 'elements/absent', '--from', source)
    expect([code, err]).toEqual([2, expect.stringContaining('is not in the lock')])
  })
})

test('pulls from a registry that runs, and works without it afterwards', async () => {
  const child = spawn(process.execPath, ['dist/bin/chuan.js', 'serve'], {
    env: {
      ...process.env,
      CHUAN_PORT: '0',
      CHUAN_LOG: 'off',
      LANG: 'C',
      CHUAN_DATABASE: join(home, 'chuan.db'),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let text = ''
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        const found = /ready: (http:\/\/\S+)/u.exec(text)?.[1]
        if (found !== undefined) resolve(found)
      })
      child.on('exit', (code) => reject(new Error(`ended with ${code}`)))
    })
    const config = { registry: url, structures: ['elements/person-name'] }
    writeFileSync(join(project, 'chuan.config.json'), JSON.stringify(config))
    const { code } = await chuan('pull')
    expect([code, lock().registry]).toEqual([0, url])
  } finally {
    child.kill('SIGKILL')
  }
  expect((await chuan('pull', '--frozen')).code).toBe(0)
  const { code, err } = await chuan('pull')
  expect([code, err]).toEqual([2, expect.stringContaining('[registry-unreachable]')])
}, 60_000)
