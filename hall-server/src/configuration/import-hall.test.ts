import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFolder, aHallFile, aLog, startServer } from '../../test/builders.ts'
import { startHallServer } from '../server.ts'

test('a server starts with what its file says', async () => {
  const server = await startServer({ file: aHallFile({ counters: 5 }) })
  expect(server.hall.config?.counters).toHaveLength(5)
})

test('an unchanged file is no new fact, a changed one is, and what was done stays done', async () => {
  const server = await startServer()
  const number = server.hall.committedNumber
  const same = await server.restart()
  expect(same.hall.committedNumber).toBe(number)
  const changed = await same.restart(aHallFile({ policies: { recallLimit: 1 } }))
  expect(changed.hall.committedNumber).toBe(number + 1)
  expect(changed.hall.config?.policies.recallLimit).toBe(1)
})

test('a changed first password does not replace the one that is in use', async () => {
  const server = await startServer()
  const file = aHallFile({ change: (input) => (input.staff[0]!.password = 'another password') })
  const again = await server.restart(file)
  await expect(again.signIn('1001', 'another password')).rejects.toThrow('access.wrongPassword')
  await again.signIn('1001')
})

test('with a wrong file the server does not start and touches no data', async () => {
  const folder = aFolder()
  const configFile = join(folder, 'hall.yaml')
  writeFileSync(configFile, JSON.stringify({ ...aHallFile(), maintenancePin: '12' }))
  const starting = startHallServer({
    configFile,
    dataFolder: join(folder, 'data'),
    port: 0,
    host: '127.0.0.1',
    pages: false,
    log: aLog(),
  })
  await expect(starting).rejects.toThrow('maintenancePin: expected 6 to 10 digits')
  const sound = await startServer({ folder })
  expect(sound.hall.committedNumber).toBe(2)
})
