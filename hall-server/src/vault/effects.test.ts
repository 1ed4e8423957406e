import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { SubjectId } from '@service-hall/contract'
import { DAY, aHallFile, command, startServer } from '../../test/builders.ts'
import type { Client, TestServer } from '../../test/builders.ts'
import { keyFile } from '@service-hall/server-kit'
import { Vault } from './store.ts'

const li = { name: '李测试', idNumber: '990000194912310026' }
const wang = { name: '王样例', idNumber: '990000194912310034' }

/** Li and Wang take a ticket each; answers their ids. */
async function visit(server: TestServer, kiosk: Client, ...people: (typeof li)[]): Promise<SubjectId[]> {
  const ids: SubjectId[] = []
  for (const identity of people) {
    const answer = await kiosk.send(
      command('ticket.issue', { identity, validUntil: server.clock.now() + 1000 }),
    )
    const ticket = answer.ok ? server.hall.state.view.tickets[answer.result.ticket?.id ?? ''] : undefined
    ids.push(ticket?.subjectId as SubjectId)
  }
  return ids
}
async function known(server: TestServer, ids: readonly SubjectId[]): Promise<boolean[]> {
  const data = join(server.folder, 'data')
  const vault = await Vault.open(join(data, 'vault.sqlite'), await keyFile(join(data, 'vault.key')))
  const people = await Promise.all(ids.map((id) => vault.identityOf(id)))
  await vault.close()
  return people.map((person) => person !== null)
}
async function forget(server: TestServer, args: string[], input = ''): Promise<[number, string]> {
  const script = join(import.meta.dirname, '../../cli/forget.ts')
  const child = spawn(process.execPath, [script, '--data', join(server.folder, 'data'), ...args])
  const ended = new Promise<number>((resolve) => child.once('close', resolve))
  child.stdin.end(input)
  const said = await text(child.stdout)
  return [await ended, said.trim()]
}

test('who was not seen for so many days is forgotten when a day opens, who came again is not', async () => {
  const server = await startServer({ file: aHallFile({ policies: { subjectDays: 5 } }) })
  const kiosk = await server.station('K1')
  const ids = await visit(server, kiosk, li, wang)
  server.clock.advance(4 * DAY)
  expect(await visit(server, kiosk, wang)).toEqual([ids[1]])
  expect(await known(server, ids)).toEqual([true, true])
  server.clock.advance(2 * DAY)
  await server.hall.tick()
  await expect.poll(() => known(server, ids)).toEqual([false, true])
})

test('one visitor can be forgotten by id or by ID number, beside a running server', async () => {
  const server = await startServer()
  const ids = await visit(server, await server.station('K1'), li, wang)
  expect(await forget(server, ['--subject', ids[0] ?? ''])).toEqual([0, 'Forgotten.'])
  expect(await known(server, ids)).toEqual([false, true])
  expect(await forget(server, [], `${wang.idNumber}\n`)).toEqual([0, 'Forgotten.'])
  expect(await known(server, ids)).toEqual([false, false])
  expect(await forget(server, ['--subject', ids[0] ?? ''])).toEqual([1, 'Nobody is known by that.'])
})
