import { expect, test } from 'vitest'
import { MINUTE, PASSWORD, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'
import { UnknownNumbers } from './unknown-numbers.ts'

async function signIn(server: TestServer, staffNumber: string, password = 'wrong'): Promise<string> {
  const response = await server.request('/api/session', { body: { staffNumber, password } })
  const { code, detail } = (await response.json()) as { code?: string; detail?: string }
  return [response.status, code, detail].filter((part) => part !== undefined).join(' ')
}

test('a number that nobody has is answered like one that somebody has, locks included', async () => {
  const server = await startServer()
  const answers: Record<string, string[]> = { '1001': [], '7777': [] }
  for (const [number, list] of Object.entries(answers)) {
    for (let n = 0; n < 7; n += 1) list.push(await signIn(server, number))
  }
  expect(answers['7777']).toEqual(answers['1001'])
  expect(answers['7777']!.at(-1)).toBe(`423 access.locked ${server.clock.now() + 15 * MINUTE}`)
  server.clock.advance(15 * MINUTE)
  expect(await signIn(server, '7777')).toBe('401 access.wrongPassword')
})

test('guesses made at the same time do not get past the limit', async () => {
  const server = await startServer()
  for (let n = 0; n < 4; n += 1) await signIn(server, '1001')
  const answers = await Promise.all([1, 2, 3].map(() => signIn(server, '1001')))
  const locked = `423 access.locked ${server.clock.now() + 15 * MINUTE}`
  expect(answers.sort()).toEqual(['401 access.wrongPassword', locked, locked])
  expect(server.hall.state.staff.failures['S1001']?.count).toBe(5)
  expect(await signIn(server, '1001', PASSWORD)).toBe(locked)
})

test('only so many unknown numbers are remembered', () => {
  const unknown = new UnknownNumbers()
  const policy = { attempts: 1, lockMs: MINUTE }
  for (let n = 0; n <= 10_000; n += 1) unknown.failed(String(n), 0, policy)
  expect([unknown.lockedUntil('0', 0), unknown.lockedUntil('1', 0)]).toEqual([0, MINUTE])
})

test('a staff number signs in however it was typed, and what is none is refused as input', async () => {
  const server = await startServer()
  for (const typed of ['１００１', ' 1001\r\n', '10 01', '\u200B1001'])
    expect([typed, await signIn(server, typed, PASSWORD)]).toEqual([typed, '200'])
  for (const none of ['10', '123456789', '1001x', 'x'.repeat(200)])
    expect([none, await signIn(server, none, PASSWORD)]).toEqual([
      none,
      '400 input.invalid staffNumber, password',
    ])
})
