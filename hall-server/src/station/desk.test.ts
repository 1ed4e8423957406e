import { expect, test } from 'vitest'
import { MINUTE, aClock } from '../../test/builders.ts'
import { EnrolmentDesk } from './desk.ts'

test('at most fifty machines wait; when their time is over there is room again', () => {
  const clock = aClock()
  const desk = new EnrolmentDesk(clock)
  const tickets = Array.from({ length: 50 }, () => desk.ask('kiosk'))
  expect(new Set(tickets.map((ticket) => ticket?.code)).size).toBe(50)
  expect(desk.ask('kiosk')).toBe(null)
  clock.advance(10 * MINUTE + 1)
  expect(desk.ask('kiosk')).not.toBe(null)
})

test('secrets are long, and no two alike', () => {
  const desk = new EnrolmentDesk(aClock())
  const secrets = Array.from({ length: 20 }, () => desk.ask('display')?.secret ?? '')
  expect(new Set(secrets).size).toBe(20)
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(24)
})
