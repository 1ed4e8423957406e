import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fingerprint, isStale, sourceFiles } from './stale.ts'

let folder: string
const write = (name: string, text: string): string => {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}
const print = (): string => fingerprint(sourceFiles([folder]), folder)

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stale-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('the fingerprint', () => {
  test('does not change with the time of a file', () => {
    const file = write('a.ts', '1')
    const before = print()
    utimesSync(file, 1, 1)
    expect(print()).toBe(before)
  })
  test('changes with a content, a name, and a new file', () => {
    write('a.ts', '1')
    const prints = [print()]
    write('a.ts', '2')
    prints.push(print())
    write('b/c.ts', '')
    prints.push(print())
    rmSync(join(folder, 'b'), { recursive: true })
    write('b/d.ts', '')
    prints.push(print())
    expect(new Set(prints).size).toBe(4)
  })
  test('leaves out tests, and what is built or installed', () => {
    write('a.ts', '1')
    const before = print()
    for (const name of ['a.test.ts', 'dist/a.js', 'node_modules/a/index.js']) write(name, 'x')
    expect(print()).toBe(before)
  })
})

describe('a build is stale', () => {
  test('when it was never made, or made from something else', () => {
    expect(isStale(null, 'x')).toBe(true)
    expect(isStale({ inputs: 'y', outputs: [] }, 'x')).toBe(true)
  })
  test('when a file it wrote is gone', () => {
    const file = write('out.js', '')
    expect(isStale({ inputs: 'x', outputs: [file] }, 'x')).toBe(false)
    rmSync(file)
    expect(isStale({ inputs: 'x', outputs: [file] }, 'x')).toBe(true)
  })
})
