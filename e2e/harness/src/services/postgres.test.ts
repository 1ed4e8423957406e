import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lookUntil, startProgram } from '../process/index.ts'
import { openPostgres } from './postgres.ts'

const folderOf = (address: string): string =>
  decodeURIComponent(new URL(address).searchParams.get('host') ?? '')

test('every test has a database of its own, in the one cluster of the run', async () => {
  const [one, two] = await Promise.all([openPostgres(), openPostgres()])
  expect(one).not.toBe(two)
  expect(folderOf(one)).toBe(folderOf(two))
})

test('the cluster is gone with the run that wanted it', async () => {
  const program = `import { openPostgres } from ${JSON.stringify(import.meta.resolve('./postgres.ts'))}
console.log(await openPostgres())
setInterval(() => {}, 1000)`
  const run = startProgram({
    name: 'a run',
    args: ['--input-type=module', '-e', program],
    env: { VITEST: undefined },
  })
  const address = await run.next((line) => (line.startsWith('postgres:') ? line : undefined))
  const folder = folderOf(address)
  expect(existsSync(folder)).toBe(true)
  await run.end('SIGKILL')
  await lookUntil('the cluster to end', () => !existsSync(folder))
})
