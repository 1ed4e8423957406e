import { createHash } from 'node:crypto'
import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PartFolder } from './part-folder.ts'

const digest = (data: Buffer): string => createHash('sha256').update(data).digest('hex')

test('a file is there once all of it is, and is what its digest says; until then it can be gone on with', async () => {
  const path = await mkdtemp(join(tmpdir(), 'parts-'))
  const folder = await PartFolder.open(path)
  const body = Buffer.from('a package of a release')
  expect(await folder.append('a', 0, body.subarray(0, 5))).toBe(5)
  const later = await PartFolder.open(path)
  expect([await later.have('a'), await later.whole('a')]).toEqual([5, null])
  await later.append('a', 5, body.subarray(5))
  expect(await later.finish('a', digest(Buffer.from('another')))).toBe(false)
  expect(await later.have('a')).toBe(0)
  await later.append('a', 0, body)
  expect(await later.finish('a', digest(body))).toBe(true)
  expect([await later.whole('a'), await later.have('a')]).toEqual([body.length, 0])
  expect((await later.read('a', 2, 7)).toString()).toBe('package')
  expect(await later.isSound('a', digest(body))).toBe(true)
  await writeFile(join(path, 'a'), 'rot')
  expect(await later.isSound('a', digest(body))).toBe(false)
})

test('the oldest make room for the next, but none that is wanted', async () => {
  const path = await mkdtemp(join(tmpdir(), 'parts-'))
  const folder = await PartFolder.open(path)
  const body = Buffer.alloc(100)
  for (const name of ['a', 'b', 'c']) {
    await folder.append(name, 0, body)
    await folder.finish(name, digest(body))
  }
  await folder.touch('b')
  const room = { more: 100, mostBytes: 250, mostFiles: 10 }
  expect(await folder.makeRoom({ ...room, wanted: new Set(['b', 'c']) })).toBe(false)
  expect(await readdir(path)).toEqual(['b', 'c'])
  expect(await folder.makeRoom({ ...room, wanted: new Set(['b']) })).toBe(true)
  expect(await readdir(path)).toEqual(['b'])
  expect(await folder.makeRoom({ more: 1, mostBytes: 250, mostFiles: 1, wanted: new Set() })).toBe(true)
  expect(await readdir(path)).toEqual([])
})
