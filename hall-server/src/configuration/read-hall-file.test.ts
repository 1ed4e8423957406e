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
