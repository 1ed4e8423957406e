import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ClassId, SubjectId } from '@service-hall/contract'
import { PASSWORD, PIN, aHallFile, command, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'
import { keyFile } from '@service-hall/server-kit'
import { Vault } from './store.ts'

const person = { name: '李测试', idNumber: '990000194912310026' }

/** Every file the server keeps, and its log. */
function traces(server: TestServer): [string, Buffer][] {
  const data = join(server.folder, 'data')
  return [
    ...readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }): [string, Buffer] => [name, readFileSync(join(parentPath, name))]),
    ['log', Buffer.from(server.log.lines.join('\n'))],
  ]
}
function expectNoTrace(server: TestServer, ...secrets: string[]): void {
  for (const [file, bytes] of traces(server))
    for (const secret of secrets) expect(bytes.includes(secret), `${secret} in ${file}`).toBe(false)
}

async function withVault<T>(server: TestServer, use: (vault: Vault) => Promise<T>): Promise<T> {
  const data = join(server.folder, 'data')
  const vault = await Vault.open(join(data, 'vault.sqlite'), await keyFile(join(data, 'vault.key')))
  try {
    return await use(vault)
  } finally {
    await vault.close()
  }
}

test('who a customer is stands in the vault only, and can be forgotten', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  const answer = await kiosk.send(command('ticket.issue', { identity: person }))
  const ticketId = answer.ok ? (answer.result.ticket?.id ?? '') : ''
  const subjectId = server.hall.state.view.tickets[ticketId]?.subjectId as SubjectId
  expect(subjectId).toBeTruthy()
  expectNoTrace(server, person.name, person.idNumber)
  await server.close()
  expectNoTrace(server, person.name, person.idNumber)

  expect(await withVault(server, (vault) => vault.identityOf(subjectId))).toEqual(person)
  await withVault(server, (vault) => vault.erase(subjectId))
  expect(await withVault(server, (vault) => vault.identityOf(subjectId))).toBe(null)
  const again = await server.restart()
  expect(again.hall.state.view.tickets[ticketId]?.subjectId).toBe(subjectId)
})

test('a touch of somebody known, sent twice, is one ticket', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  const order = command('ticket.issue', { identity: person })
  const answers = await Promise.all([kiosk.send(order), kiosk.send(order)])
  expect(answers[0]).toMatchObject({ ok: true })
  expect(answers[1]).toEqual(answers[0])
  expect(Object.keys(server.hall.state.view.tickets)).toHaveLength(1)
})

test('a touch sent again without the card, by a kiosk that was started again, is the same touch', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  const order = command('ticket.issue', { identity: person })
  const answer = await kiosk.send(order)
  const { identity: _card, ...again } = order
  expect(await kiosk.send(again)).toEqual(answer)
  expect(Object.keys(server.hall.state.view.tickets)).toHaveLength(1)
})

test('whom the hall knows by the list gets its class; the number stands nowhere in clear', async () => {
  const server = await startServer({ file: aHallFile({ policies: { openTicketsPerPerson: 0 } }) })
  const kiosk = await server.station('K1')
  const classOf = async (): Promise<string | undefined> => {
    const answer = await kiosk.send(command('ticket.issue', { identity: person }))
    return answer.ok ? answer.result.ticket?.classId : answer.code
  }
  expect(await classOf()).toBe('normal')
  await withVault(server, (vault) => vault.listCustomer(person.idNumber, 'vip' as ClassId))
  expect(await classOf()).toBe('vip')
  await withVault(server, (vault) => vault.listCustomer(person.idNumber, null))
  expect(await classOf()).toBe('normal')
  expectNoTrace(server, person.name, person.idNumber)
})

test('of a customer whose ticket was refused nothing is kept', async () => {
  const server = await startServer()
  const [kiosk, display] = [await server.station('K1'), await server.station('V1')]
  expect(await display.send(command('ticket.issue', { identity: person }))).toMatchObject({
    code: 'access.denied',
  })
  expect(await kiosk.send(command('ticket.issue', { identity: person, serviceId: 'nothing' }))).toMatchObject(
    { code: 'service.unknown' },
  )
  expect(
    await kiosk.send({ ...command('ticket.issue'), identity: { ...person, idNumber: '123' } }),
  ).toMatchObject({ code: 'input.invalid' })
  await server.close()
  const fresh = await withVault(server, (vault) => vault.subjectFor(person, 'subject-fresh' as SubjectId, 1))
  expect(fresh).toBe('subject-fresh')
})

test('a touch sent again after the customer was forgotten is answered as before and remembers nobody', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  const order = command('ticket.issue', { identity: person })
  const answer = await kiosk.send(order)
  const [ticket] = Object.values(server.hall.state.view.tickets)
  await withVault(server, (vault) => vault.erase(ticket!.subjectId!))
  expect(await kiosk.send(order)).toEqual(answer)
  const fresh = 'subject-fresh' as SubjectId
  expect(await withVault(server, (vault) => vault.subjectFor(person, fresh, 1))).toBe(fresh)
})

test('an answer to invalid input does not repeat what was sent', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  const answer = await kiosk.send({
    ...command('ticket.issue'),
    identity: { ...person, idNumber: `${person.idNumber}1`, phone: '13800000000' },
  })
  expect(JSON.stringify(answer)).not.toMatch(/李测试|990000|138/)
  expectNoTrace(server, person.name, person.idNumber)
})

test('names, passwords and PINs of staff stand in no file in plain text, and in no log', async () => {
  const server = await startServer()
  await server.signIn('1001')
  await expect(server.signIn('1001', 'a-mistyped-password')).rejects.toThrow()
  const secrets = [PASSWORD, 'a-mistyped-password', PIN, 'Teller 1', 'Administrator Zhou']
  expectNoTrace(server, ...secrets)
  await server.close()
  expectNoTrace(server, ...secrets)
})
