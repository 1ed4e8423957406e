import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rooms } from './rooms.ts'

/** Files of a product's bundle: those of a room outside its gallery and its tests. */
function productFiles(folder: string): string[] {
  return globSync('**/*.{ts,vue,html}', { cwd: folder }).filter(
    (file) => !/^gallery\/|\.test\.ts$|(^|\/)test(ing)?\//.test(file),
  )
}

test('the hall pages have a gallery', () => {
  expect(rooms.map(({ name }) => name)).toContain('hall')
})

test.each(rooms)('no product file of $name knows its gallery or a builder of test data', ({ folder }) => {
  const files = productFiles(folder)
  expect(files.length).toBeGreaterThan(20)
  const knowing = files.filter((file) =>
    /from '[^']*(\/gallery(\/|')|\/testing')/.test(readFileSync(join(folder, file), 'utf8')),
  )
  expect(knowing).toEqual([])
})
