import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { endOf } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import type { SubjectId } from '@service-hall/contract'
import { DAY, aHallFile, command, startServer } from '../../test/builders.ts'
import type { Client, TestServer } from '../../test/builders.ts'
import { openDatabase } from '@service-hall/journal'
import { Cipher, keyFile } from '@service-hall/server-kit'
import { Vault, vaultMigrations } from './store.ts'

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
async function forget(server: TestServer, args: string[], input = ''): Promise<[number | null, string]> {
  const script = join(import.meta.dirname, '../../cli/forget.ts')
  const child = spawn(process.execPath, [script, '--data', join(server.folder, 'data'), ...args])
  child.stdin.end(input)
  const { code, out, error } = await endOf(child)
  return [code, `${out}${error}`.trim()]
}

test('who was not seen for so many days is forgotten when a day opens, who came again is not', async () => {
  const server = await startServer({
    file: aHallFile({ policies: { subjectDays: 5, openTicketsPerPerson: 0 } }),
  })
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

const fullWidth = (digits: string): string =>
  digits.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))

test('a visitor is forgotten however their number is written, also one that an earlier release kept in another form', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  const forms = [
    '99000019900307003x\r\n',
    '990000 19900307 003X',
    fullWidth('990000-19900307-003×'),
    '\uFEFF99000019900307003\u200Bx',
  ]
  for (const form of forms) {
    await visit(server, kiosk, { name: '王样例', idNumber: '99000019900307003X' })
    expect([form, ...(await forget(server, [], form))]).toEqual([form, 0, 'Forgotten.'])
    expect(await forget(server, [], form)).toEqual([1, 'Nobody is known by that.'])
  }
  const [id] = await visit(server, kiosk, li)
  expect(await forget(server, ['--subject', ` ${id?.toUpperCase()}\u200B`])).toEqual([0, 'Forgotten.'])
  await keptBefore(server, { name: '王样例', idNumber: '99000019900307003x ' })
  expect(await forget(server, [], '99000019900307003X')).toEqual([0, 'Forgotten.'])
})

test('several numbers are forgotten line by line, and what is no number is said to be none', async () => {
  const server = await startServer()
  const ids = await visit(server, await server.station('K1'), li, wang)
  const wrong = `${li.idNumber}\n\n990000194912310027\n${wang.idNumber}\n`
  expect(await forget(server, [], wrong)).toEqual([
    1,
    'Line 1: Forgotten.\nLine 3: Forgotten.\nLine 2: That is no ID number: nobody was looked for.',
  ])
  expect(await known(server, ids)).toEqual([false, false])
  for (const none of ['990000194912310027', '9900001949123100\n27', 'nobody', ''])
    expect((await forget(server, [], none))[0]).toBe(1)
  expect((await forget(server, [], 'nobody'))[1]).toBe('That is no ID number: nobody was looked for.')
})

/** A person as a release kept them that took numbers as they were written. */
async function keptBefore(server: TestServer, person: typeof li): Promise<void> {
  const data = join(server.folder, 'data')
  const cipher = new Cipher(await keyFile(join(data, 'vault.key')))
  const database = await openDatabase(join(data, 'vault.sqlite'), { migrations: vaultMigrations })
  await database.run('INSERT INTO subject (subject_id, lookup, body, at) VALUES (?, ?, ?, ?)', [
    'subject-old',
    cipher.digest(person.idNumber),
    cipher.seal('subject:subject-old', JSON.stringify(person)),
    server.clock.now(),
  ])
  await database.close()
}
