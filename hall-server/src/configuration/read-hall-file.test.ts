import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFolder, aHallFile } from '../../test/builders.ts'
import { HallFileError, readHallFile } from './read-hall-file.ts'

const demo = join(import.meta.dirname, '../../config/demo-hall.yaml')

function aFile(text: string): string {
  const path = join(aFolder(), 'hall.yaml')
  writeFileSync(path, text)
  return path
}
async function errorOf(path: string): Promise<HallFileError> {
  const error: unknown = await readHallFile(path).catch((reason: unknown) => reason)
  if (!(error instanceof HallFileError)) throw new Error(`not refused: ${String(error)}`)
  return error
}

test('the demo hall is a sound file', async () => {
  const file = await readHallFile(demo)
  expect(file.hall.id).toBe('H0101')
  expect(file.theme.brand).toBe('#00706B')
})

test('a wrong value is named with file, path and what was expected', async () => {
  const path = aFile(readFileSync(demo, 'utf8').replace('timeZone: Asia/Shanghai', 'timeZone: Shanghai'))
  const error = await errorOf(path)
  expect(error.message).toContain(path)
  expect(error.message).toContain('hall.timeZone: expected an IANA time zone such as Asia/Shanghai')
})

test('what was expected is said in one plain sentence, for a value of another type and for an unknown setting', async () => {
  const demoText = readFileSync(demo, 'utf8')
  const wrong = demoText.replace('recallLimit: 3', 'recallLimit: three').replace('theme:', 'thema: 1\ntheme:')
  expect((await errorOf(aFile(wrong))).problems).toEqual([
    { path: 'policies.recallLimit', expected: 'number, received string' },
    { path: '', expected: 'no thema here: there is no such setting' },
  ])
})

test('every problem is named at once', async () => {
  const file = aHallFile()
  file.counters[0]!.zone = 'nowhere' as never
  file.services[0]!.group = 'nowhere' as never
  expect((await errorOf(aFile(JSON.stringify(file)))).problems.map(({ path }) => path)).toEqual([
    'services.0.group',
    'counters.0.zone',
  ])
})

test('what is no YAML, or no file, is said to be so', async () => {
  expect((await errorOf(aFile('hall: [unclosed'))).message).toContain('expected YAML')
  expect((await errorOf(join(aFolder(), 'none.yaml'))).message).toContain('a readable file')
  expect((await errorOf(aFile(''))).problems.length).toBeGreaterThan(0)
})

/** 滨江供电营业厅 as a Windows editor saves it, in GBK. */
const inGbk = Buffer.from('b1f5bdadb9a9b5e7d3aad2b5ccfc', 'hex')

test.each<[string, (text: string) => Uint8Array, RegExp]>([
  [
    'GBK',
    () => Buffer.concat([Buffer.from('hall:\n  name: { zh: '), inGbk, Buffer.from(', en: Hall }\n')]),
    /line 2, column 15: expected UTF-8, .*looks like GBK.*save the file as UTF-8/,
  ],
  ['UTF-16 with a mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'), /line 1.*looks like UTF-16/],
  ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le'), /looks like UTF-16/],
  ['UTF-8 with one byte wrong', withWrongByte, /line 5, column 19/],
])('a file saved as %s is refused, with the place', async (_name, encode, expected) => {
  const path = aFile('')
  writeFileSync(path, encode(readFileSync(demo, 'utf8')))
  expect((await errorOf(path)).message).toMatch(expected)
})

test('a byte order mark and Windows line ends do no harm', async () => {
  const text = `\uFEFF${readFileSync(demo, 'utf8').replaceAll('\n', '\r\n')}`
  expect(await readHallFile(aFile(text))).toEqual(await readHallFile(demo))
})

test('a file that repeats itself without end is refused', async () => {
  const lines = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}*a${n}]`)
  expect((await errorOf(aFile(['a0: &a0 [x]', ...lines].join('\n')))).message).toContain('YAML')
})

function withWrongByte(text: string): Buffer {
  const bytes = Buffer.from(text)
  bytes[bytes.indexOf('营业厅')] = 0xff
  return bytes
}

test('what names a thing is read in one form; two things that look alike are refused', async () => {
  const file = aHallFile()
  const text = JSON.stringify({
    ...file,
    maintenancePin: '１２３４５６',
    staff: file.staff.map((one) => ({ ...one, number: ` ${one.number}\u200B` })),
    counters: file.counters.map((one) => ({ ...one, id: `${one.id}\uFEFF` })),
  })
  const read = await readHallFile(aFile(text))
  expect(read.maintenancePin).toBe('123456')
  expect(read.staff.map(({ number }) => number)).toEqual(file.staff.map(({ number }) => number))
  expect(read.counters.map(({ id }) => id)).toEqual(file.counters.map(({ id }) => id))
  expect(read.hall.name).toEqual(file.hall.name)
  const [first] = file.zones
  const twice = {
    ...file,
    zones: [
      ...file.zones,
      {
        ...first,
        id: first!.id.toLowerCase() === first!.id ? first!.id.toUpperCase() : first!.id.toLowerCase(),
      },
    ],
  }
  expect((await errorOf(aFile(JSON.stringify(twice)))).problems[0]?.path).toBe(
    `zones.${file.zones.length}.id`,
  )
})

test('a file’s name and words are told without letters that a terminal would obey', async () => {
  const odd = 'x\u202Egpj\u001B[2J\nfile'
  const path = join(aFolder(), odd)
  writeFileSync(path, JSON.stringify({ ...aHallFile(), ['a\u202Eb']: 1 }))
  const { message } = await errorOf(path)
  expect(message.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(message).toContain('x\\u202egpj\\u001b[2J\\u000afile')
  expect(message).toContain('a\\u202eb')
})
