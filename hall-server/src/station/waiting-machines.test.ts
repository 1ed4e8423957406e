import { expect, test } from 'vitest'
import { MINUTE, aClock } from '../../test/builders.ts'
import { WaitingMachines } from './waiting-machines.ts'

test('at most fifty machines wait; when their time is over there is room again', () => {
  const clock = aClock()
  const machines = new WaitingMachines(clock)
  const tickets = Array.from({ length: 50 }, (_, n) => machines.ask('kiosk', `10.0.0.${n % 10}`))
  expect(new Set(tickets.map((ticket) => ticket?.code)).size).toBe(50)
  expect(machines.ask('kiosk', '10.0.0.99')).toBe(null)
  clock.advance(10 * MINUTE + 1)
  expect(machines.ask('kiosk', '10.0.0.99')).not.toBe(null)
})

test('one address may not fill the machines for the others; who was approved makes room', () => {
  const machines = new WaitingMachines(aClock())
  const [first] = Array.from({ length: 5 }, () => machines.ask('kiosk', '10.0.0.1'))
  expect(machines.ask('kiosk', '10.0.0.1')).toBe(null)
  expect(machines.ask('kiosk', '10.0.0.2')).not.toBe(null)
  machines.approve(first!.code, 'K1' as never)
  expect(machines.ask('kiosk', '10.0.0.1')).not.toBe(null)
})

test('who has a code known beforehand comes in past a full machines', () => {
  const machines = new WaitingMachines(aClock())
  for (let n = 0; n < 50; n += 1) machines.ask('kiosk', `10.0.0.${n % 10}`)
  const { code, secret } = machines.admit('kiosk')
  machines.approve(code, 'K1' as never)
  expect(machines.claim(code, secret)).toBe('K1')
})

test('secrets are long, and no two alike', () => {
  const machines = new WaitingMachines(aClock())
  const secrets = Array.from({ length: 20 }, () => machines.admit('display')?.secret ?? '')
  expect(new Set(secrets).size).toBe(20)
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(24)
})

test('one IPv6 network may not fill the machines for the others, whatever addresses it uses', () => {
  const machines = new WaitingMachines(aClock())
  const asked = Array.from({ length: 200 }, (_, n) =>
    machines.ask('kiosk', `2001:db8:1:2::${n.toString(16)}`),
  )
  expect(asked.filter(Boolean)).toHaveLength(10)
  const site = Array.from({ length: 200 }, (_, n) => machines.ask('kiosk', `2001:db8:1:${n.toString(16)}::1`))
  expect(site.filter(Boolean).length).toBeLessThanOrEqual(20)
  expect(machines.ask('kiosk', '2001:db8:9::1')).not.toBe(null)
  expect(machines.ask('kiosk', '10.0.0.1')).not.toBe(null)
})

test('it is told from where each asked, as people write addresses', () => {
  const machines = new WaitingMachines(aClock())
  machines.ask('kiosk', '::ffff:10.20.3.41')
  machines.ask('display', '2001:db8::7')
  machines.admit('kiosk')
  expect(machines.pending().map(({ from }) => from)).toEqual(['10.20.3.41', '2001:db8::7', null])
})
