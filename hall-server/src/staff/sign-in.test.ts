import { expect, test } from 'vitest'
import { PASSWORD, SECOND, command, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

function locked(server: TestServer, seconds: number): string {
  return `423 access.locked ${server.clock.now() + seconds * SECOND}`
}

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
  expect(answers['7777']!.slice(3)).toEqual([
    '401 access.wrongPassword',
    '401 access.wrongPassword',
    locked(server, 30),
    locked(server, 30),
  ])
  server.clock.advance(30 * SECOND)
  expect(await signIn(server, '7777')).toBe('401 access.wrongPassword')
  expect(await signIn(server, '7777')).toBe(locked(server, 60))
})

test('guesses made at the same time do not get past the limit', async () => {
  const server = await startServer()
  for (let n = 0; n < 4; n += 1) await signIn(server, '1001')
  const answers = await Promise.all([1, 2, 3].map(() => signIn(server, '1001')))
  expect(answers.sort()).toEqual(['401 access.wrongPassword', locked(server, 30), locked(server, 30)])
  expect(server.hall.state.staff.failures['S1001']?.count).toBe(5)
  expect(await signIn(server, '1001', PASSWORD)).toBe(locked(server, 30))
})

test('a browser in which somebody has signed in before does not wait for what others at its address did', async () => {
  const server = await startServer()
  const first = await server.request('/api/session', { body: { staffNumber: '9001', password: PASSWORD } })
  const known = first.headers.getSetCookie().find((line) => line.startsWith('hall_browser='))!
  expect(known).toContain('HttpOnly')
  for (let n = 0; n < 5; n += 1) await signIn(server, '9001')
  expect(await signIn(server, '9001', PASSWORD)).toBe(locked(server, 30))
  const cookie = known.split(';')[0]!
  const again = await server.request('/api/session', {
    body: { staffNumber: '9001', password: PASSWORD },
    cookie,
  })
  expect(again.status).toBe(200)
  // It is known for that account only, and it is no way in.
  const other = { staffNumber: '1001', password: PASSWORD }
  for (let n = 0; n < 5; n += 1) await signIn(server, '1001')
  expect((await server.request('/api/session', { body: other, cookie })).status).toBe(423)
  expect(
    (await server.request('/api/session', { cookie: cookie.replace('hall_browser', 'hall_session') })).status,
  ).toBe(401)
})

test('a wait goes on after a restart, and another administrator or a right password ends it', async () => {
  const before = await startServer()
  for (let n = 0; n < 6; n += 1) {
    await signIn(before, '1001')
    before.clock.advance(n < 5 ? 30 * SECOND : 0)
  }
  const server = await before.restart()
  expect(await signIn(server, '1001', PASSWORD)).toBe(locked(server, 60))
  const administrator = await server.staff('9001')
  expect(await administrator.send(command('staff.unlock', { staffId: 'S1001' }))).toMatchObject({ ok: true })
  expect(await signIn(server, '1001', PASSWORD)).toBe('200')
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
