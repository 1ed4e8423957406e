import { expect, test } from 'vitest'
import { MINUTE, aClock } from '../../test/builders.ts'
import { EnrolmentDesk } from './desk.ts'

test('at most fifty machines wait; when their time is over there is room again', () => {
  const clock = aClock()
  const desk = new EnrolmentDesk(clock)
  const tickets = Array.from({ length: 50 }, (_, n) => desk.ask('kiosk', `10.0.0.${n % 10}`))
  expect(new Set(tickets.map((ticket) => ticket?.code)).size).toBe(50)
  expect(desk.ask('kiosk', '10.0.0.99')).toBe(null)
  clock.advance(10 * MINUTE + 1)
  expect(desk.ask('kiosk', '10.0.0.99')).not.toBe(null)
})

test('one address may not fill the desk for the others; who was approved makes room', () => {
  const desk = new EnrolmentDesk(aClock())
  const [first] = Array.from({ length: 5 }, () => desk.ask('kiosk', '10.0.0.1'))
  expect(desk.ask('kiosk', '10.0.0.1')).toBe(null)
  expect(desk.ask('kiosk', '10.0.0.2')).not.toBe(null)
  desk.approve(first!.code, 'K1' as never)
  expect(desk.ask('kiosk', '10.0.0.1')).not.toBe(null)
})

test('who has a code known beforehand comes in past a full desk', () => {
  const desk = new EnrolmentDesk(aClock())
  for (let n = 0; n < 50; n += 1) desk.ask('kiosk', `10.0.0.${n % 10}`)
  const { code, secret } = desk.admit('kiosk')
  desk.approve(code, 'K1' as never)
  expect(desk.claim(code, secret)).toBe('K1')
})

test('secrets are long, and no two alike', () => {
  const desk = new EnrolmentDesk(aClock())
  const secrets = Array.from({ length: 20 }, () => desk.admit('display')?.secret ?? '')
  expect(new Set(secrets).size).toBe(20)
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(24)
})
