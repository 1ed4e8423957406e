import { existsSync, readFileSync } from 'node:fs'
import { inRoot } from '@service-hall/harness/paths'
import { expect, test } from 'vitest'
import { packageOf, rooms, testing, walls } from '../../rooms.config.ts'

const manifest = (folder: string) =>
  JSON.parse(readFileSync(inRoot(folder, 'package.json'), 'utf8')) as { name: string; workspaces?: string[] }

test('the workspaces of npm are the rooms, in the same order', () => {
  expect(manifest('.').workspaces).toEqual(rooms)
})

test.each(rooms)('%s is a package named after its folder', (room) => {
  expect(manifest(room).name).toBe(`@service-hall/${packageOf(room)}`)
})

test('walls speak of folders that are there and of rooms that are listed', () => {
  const names = rooms.map(packageOf)
  expect(walls.filter(({ folder }) => !existsSync(inRoot(folder)))).toEqual([])
  expect(
    [...testing, ...walls.flatMap(({ imports }) => imports)].filter((name) => !names.includes(name)),
  ).toEqual([])
})
