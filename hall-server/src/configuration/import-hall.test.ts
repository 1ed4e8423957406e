import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  aFolder,
  aHallFile,
  aLog,
  asKiosk,
  asManager,
  asStaff,
  command,
  startServer,
} from '../../test/builders.ts'
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

test('a counter under another id after a restart: its clerk goes on with the customer, and the log is quiet', async () => {
  const server = await startServer()
  const { hall } = server
  await hall.execute(asStaff('S1002'), command('counter.open', { counterId: 'C2' }))
  await hall.execute(asKiosk(), command('ticket.issue'))
  await hall.execute(asStaff('S1002'), command('ticket.call', { counterId: 'C2' }))
  const again = await server.restart(
    aHallFile({
      change: (file) => {
        file.counters[1]!.id = 'C2b'
        file.devices = file.devices.filter((row) => !('counter' in row))
      },
    }),
  )
  const at = { counterId: 'C2b' }
  expect(await again.hall.execute(asStaff('S1002'), command('ticket.start', at))).toMatchObject({ ok: true })
  expect(await again.hall.execute(asStaff('S1002'), command('ticket.complete', at))).toMatchObject({
    ok: true,
  })
  expect(await again.hall.execute(asStaff('S1002'), command('counter.close', at))).toMatchObject({ ok: true })
  expect(again.log.lines.join()).not.toContain('hall.rowsRetired')
})

test('a service taken out while somebody waits for it is told in the log, and goes when nobody does', async () => {
  const server = await startServer()
  await server.hall.execute(asKiosk(), command('ticket.issue', { serviceId: 'ask' }))
  const file = aHallFile({
    change: (input) => {
      input.services = input.services.filter(({ id }) => id !== 'ask')
      for (const counter of input.counters) counter.skills = counter.skills.filter((skill) => skill !== 'ask')
    },
  })
  const without = await server.restart(file)
  const line = without.log.lines.find((one) => one.includes('hall.rowsRetired'))
  expect(JSON.parse(line ?? '{}')).toMatchObject({ list: 'services', ids: 'ask' })
  const number = without.hall.committedNumber
  const again = await without.restart()
  expect(again.hall.committedNumber).toBe(number)
  const [ticket] = Object.values(again.hall.state.view.tickets)
  await again.hall.execute(asManager(), command('ticket.void', { ticketId: ticket!.id, reasonId: 'left' }))
  await again.hall.tick()
  expect(again.hall.config?.services.map(({ id }) => id)).toEqual(['pay', 'invoice', 'connect'])
})
