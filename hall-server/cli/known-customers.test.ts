import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { endOf } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { aFolder, aHallFile, command, startServer } from '../test/builders.ts'
import type { TestServer } from '../test/builders.ts'

/** Nobody: there is no region 990000. */
/** One person may take a ticket again and again here. */
const manyTickets = aHallFile({ policies: { openTicketsPerPerson: 0 } })

const person = { name: '张测试', idNumber: '990000195003070015' }

type Said = { code: number | null; out: string; error: string }

async function run(
  data: string,
  args: string[],
  input: string | Buffer,
  tool = 'known-customers.ts',
): Promise<Said> {
  const script = join(import.meta.dirname, tool)
  const child = spawn(process.execPath, [script, '--data', data, ...args])
  child.stdin.on('error', () => undefined).end(input)
  const { code, out, error } = await endOf(child)
  return { code, out: out.trim(), error: error.trim() }
}
const dataOf = (server: TestServer): string => join(server.folder, 'data')

async function classFor(server: TestServer): Promise<string | undefined> {
  const kiosk = await server.station('K1')
  const answer = await kiosk.send(command('ticket.issue', { identity: person }))
  return answer.ok ? answer.result.ticket?.classId : answer.code
}

test('a listed customer gets the class beside a running server, and no longer once taken off the list', async () => {
  const server = await startServer({ file: manyTickets })
  const listed = await run(dataOf(server), ['--class', 'vip'], `${person.idNumber}\n\n`)
  expect(listed).toEqual({ code: 0, out: '1 listed as vip.', error: '' })
  expect(await classFor(server)).toBe('vip')
  const removed = await run(dataOf(server), ['--remove'], person.idNumber)
  expect(removed).toEqual({ code: 0, out: '1 taken off the list.', error: '' })
  expect(await classFor(server)).toBe('normal')
})

test('a list is read however its numbers and its class are written, each number once', async () => {
  const server = await startServer({ file: manyTickets })
  const list =
    '\uFEFF990000 1950 0307 0015\r\n９９００００１９５００３０７００１５\r\n\u200B\r\n99000019900307003x\r\n'
  const listed = await run(dataOf(server), ['--class', ' ＶＩＰ'], list)
  expect(listed).toEqual({ code: 0, out: '2 listed as vip.', error: '' })
  expect(await classFor(server)).toBe('vip')
  expect((await run(dataOf(server), ['--remove'], '990000-19500307-0015')).code).toBe(0)
  expect(await classFor(server)).toBe('normal')
})

test('a class that the hall does not have is refused, with those it has', async () => {
  const server = await startServer({ file: manyTickets })
  const { code, error } = await run(dataOf(server), ['--class', 'gold'], person.idNumber)
  expect(code).toBe(2)
  expect(error).toBe('This hall has no class "gold"; its classes are: normal, priority, vip.')
  expect(await classFor(server)).toBe('normal')
})

test('one wrong number and nothing is changed; the number is not repeated', async () => {
  const server = await startServer({ file: manyTickets })
  const wrong = '990000195003070016'
  const { code, error } = await run(dataOf(server), ['--class', 'vip'], `${person.idNumber}\n${wrong}\n`)
  expect({ code, error }).toEqual({ code: 1, error: 'Line 2 is no ID number; nothing was changed.' })
  expect(await classFor(server)).toBe('normal')
})

test('a list that is not UTF-8 is refused as a whole, with the place', async () => {
  const server = await startServer({ file: manyTickets })
  const gbk = Buffer.concat([Buffer.from(`${person.idNumber}\n`), Buffer.of(0xd5, 0xc5), Buffer.from('\n')])
  const utf16 = Buffer.from(`\uFEFF${person.idNumber}\n`, 'utf16le')
  for (const [tool, args] of [
    ['known-customers.ts', ['--class', 'vip']],
    ['forget.ts', []],
  ] as const) {
    const { code, out, error } = await run(dataOf(server), [...args], gbk, tool)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error).toContain('not UTF-8 at line 2, ')
    expect((await run(dataOf(server), [...args], utf16, tool)).error).toContain('UTF-16')
  }
  expect(await classFor(server)).toBe('normal')
})

test('where no hall has run, or no class is named, it says so', async () => {
  const folder = aFolder()
  expect(await run(folder, ['--class', 'vip'], '')).toMatchObject({
    code: 2,
    error: `There is no hall in ${folder}.`,
  })
  const server = await startServer({ file: manyTickets })
  expect((await run(dataOf(server), [], '')).error).toContain('known-customers.ts [--data DIR]')
})
