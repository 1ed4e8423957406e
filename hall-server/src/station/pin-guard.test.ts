import type { PinVerdict, Refusal } from '@service-hall/contract'
import { MINUTE, SECOND } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { startServer } from '../../test/builders.ts'
import type { Client } from '../../test/client.ts'

const PIN = '246810'
const check = (peer: Client, pin: unknown): Promise<PinVerdict | Refusal> =>
  peer.socket.timeout(5_000).emitWithAck('maintenancePin', pin as string)

test('a kiosk asks the hall whether a PIN is right, and learns nothing by which it could find out alone', async () => {
  const server = await startServer()
  const kiosk = await server.station('K1')
  expect(await check(kiosk, '111111')).toEqual({ is: 'wrong' })
  expect(await check(kiosk, PIN)).toEqual({ is: 'right' })
  expect(await check(kiosk, '２４６ ８１０')).toEqual({ is: 'right' })
  const { number } = (await kiosk.snapshot()).view
  await check(kiosk, '111112')
  const snapshot = await kiosk.snapshot()
  expect(snapshot).not.toHaveProperty('station')
  expect(JSON.stringify(snapshot)).not.toContain('maintenancePin')
  expect(snapshot.view.number).toBe(number)
  const log = server.log.lines.join()
  expect(log).toContain('maintenance.pin')
  for (const pin of [PIN, '111111', '111112']) expect(log).not.toContain(pin)
})

test('wrong PINs make their kiosk wait, longer each time, and no other kiosk', async () => {
  const server = await startServer()
  const [kiosk, other] = [await server.station('K1'), await server.station('K2')]
  const tries = Array.from({ length: 20 }, (_, n) => check(kiosk, String(100_000 + n)))
  const verdicts = (await Promise.all(tries)).map((verdict) => 'is' in verdict && verdict.is)
  expect(verdicts).toEqual([...Array<string>(5).fill('wrong'), ...Array<string>(15).fill('wait')])
  expect(await check(kiosk, PIN)).toEqual({ is: 'wait', waitMs: 30_000 })
  expect(await check(other, PIN)).toEqual({ is: 'right' })
  server.clock.advance(30 * SECOND)
  expect(await check(kiosk, '222222')).toEqual({ is: 'wrong' })
  expect(await check(kiosk, PIN)).toEqual({ is: 'wait', waitMs: MINUTE })
  server.clock.advance(MINUTE)
  expect(await check(kiosk, PIN)).toEqual({ is: 'right' })
})

test('who is no kiosk has no PIN checked, and what is no PIN is refused without being counted', async () => {
  const server = await startServer()
  for (const peer of [await server.staff('9001'), await server.station('V1'), await server.station('D1')])
    expect(await check(peer, PIN)).toMatchObject({ ok: false, code: 'access.denied' })
  const kiosk = await server.station('K1')
  for (const input of ['', 'secret', '12345678901', 246810, null, { pin: PIN }, [PIN]])
    expect(await check(kiosk, input)).toMatchObject({ ok: false, code: 'input.invalid' })
  expect(await check(kiosk, PIN)).toEqual({ is: 'right' })
  kiosk.socket.emit('maintenancePin', PIN, 'no function' as never)
  expect(await check(kiosk, PIN)).toEqual({ is: 'right' })
})
