import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, startServer } from '../test/builders.ts'
import { asStaff } from '@service-hall/contract/testing'

/** Every file and folder of a data folder with its rights, as `ls` counts them. */
function rights(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Object.fromEntries(
    ['.', ...names].map((name) => {
      const about = statSync(join(folder, name))
      return [name, `${about.isDirectory() ? 'folder ' : ''}${(about.mode & 0o777).toString(8)}`]
    }),
  )
}

test('all that a hall keeps is for its user alone, whatever the umask, and is made so at a start', async () => {
  const server = await startServer()
  await server.hall.execute(asStaff('S1001'), command('counter.open', { counterId: 'C1' }))
  const data = join(server.folder, 'data')
  const now = rights(data)
  expect(Object.keys(now)).toEqual(
    expect.arrayContaining([
      'journal.sqlite',
      'journal.sqlite-wal',
      'journal.sqlite-shm',
      'vault.sqlite',
      'vault.key',
    ]),
  )
  for (const [name, is] of Object.entries(now)) expect(is, name).toMatch(/^(600|folder 700)$/)
  await server.close()
  for (const entry of readdirSync(data, { withFileTypes: true }))
    chmodSync(join(data, entry.name), entry.isDirectory() ? 0o755 : 0o644)
  chmodSync(data, 0o755)
  await server.restart()
  for (const [name, is] of Object.entries(rights(data))) expect(is, name).toMatch(/^(600|folder 700)$/)
})
