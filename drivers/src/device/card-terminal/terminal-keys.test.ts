import { createCipheriv } from 'node:crypto'
import { expect, test } from 'vitest'
import { aCardTerminal, TERMINAL_KEYS } from '../../../test/a-card-terminal.ts'
import { cleanup } from '../../../test/cleanup.ts'
import { untilStatus } from '../../../test/until.ts'

const onEnd = cleanup()
const MASTER = '11223344556677880F1E2D3C4B5A6978'

/** Enciphers whole blocks as an acquirer's security module does, hexadecimal. */
function encipher(key: string, plain: string): string {
  const bytes = Buffer.from(key, 'hex')
  const des = createCipheriv('des-ede3', Buffer.concat([bytes, bytes.subarray(0, 8)]), null)
  des.setAutoPadding(false)
  return Buffer.concat([des.update(Buffer.from(plain, 'hex')), des.final()]).toString('hex')
}

const checkOf = (key: string): string => encipher(key, '0'.repeat(16)).slice(0, 8)

test('agrees with a published check value', () => {
  // The weak key 01…01 in both parts: 8CA64DE9C1B123A7 (FIPS 81, NBS SP 500-20).
  expect(checkOf('01'.repeat(16))).toBe('8ca64de9')
})

test('takes working keys enciphered under the master key, and refuses one whose check value is another', async () => {
  const { terminal, control } = await aCardTerminal(onEnd)
  await control.ask({ master: MASTER })
  const fresh = 'AABBCCDDEEFF00112233445566778899'
  const cipher = encipher(MASTER, fresh)
  expect(await terminal.loadKey('pin', cipher, checkOf(fresh))).toEqual({ ok: true })
  expect(await terminal.loadKey('track', cipher, '00000000')).toMatchObject({
    ok: false,
    error: { code: 'invalidData' },
  })
  expect(await control.ask({ get: 'keys' })).toEqual({
    pin: checkOf(fresh).toUpperCase(),
    track: checkOf(TERMINAL_KEYS.track).toUpperCase(),
  })
})

test.each([
  ['not hexadecimal', 'x'.repeat(32), '00000000'],
  ['too short', '00'.repeat(15), '00000000'],
  ['without its check value', '00'.repeat(16), ''],
])('sends no key that is %s', async (_, cipher, checkValue) => {
  const { terminal } = await aCardTerminal(onEnd)
  expect(await terminal.loadKey('pin', cipher, checkValue)).toMatchObject({
    ok: false,
    error: { code: 'invalidData' },
  })
})

test('erases its keys at a manipulation, says so, and reads and takes keys no more', async () => {
  const { terminal, control } = await aCardTerminal(onEnd)
  expect(terminal.state).toMatchObject({ keys: { pin: true, track: true }, tampered: false })
  await control.fault('tamper')
  expect(await terminal.selfTest()).toMatchObject({ ok: false, error: { code: 'fraudAttempt' } })
  expect(terminal.state).toMatchObject({ keys: { pin: false, track: false }, tampered: true })
  expect(terminal.status).toMatchObject({ device: 'fraudAttempt', error: { action: 'maintenance' } })
  const read = await terminal.read({ requestId: 'r', fen: 1, timeoutMs: 1_000 })
  expect(read).toMatchObject({ outcome: 'failed', error: { code: 'fraudAttempt' } })
  // Set up anew by the acquirer, it has no keys yet.
  await control.fault(null)
  await terminal.selfTest()
  expect(await terminal.read({ requestId: 'r2', fen: 1, timeoutMs: 1_000 })).toMatchObject({
    error: { code: 'keyNoValue', action: 'configuration' },
  })
})

test.each([
  ['keypad', 'selfTestFailed'],
  ['security', 'securityFail'],
])('is out of order without its %s', async (fault, code) => {
  const { terminal, control } = await aCardTerminal(onEnd)
  await control.fault(fault)
  expect(await terminal.selfTest()).toMatchObject({ ok: false, error: { code } })
  expect(terminal.status.device).toBe('hardwareError')
})

test('goes on with the other ways to read when one fails, and tells which', async () => {
  const { terminal, control } = await aCardTerminal(onEnd)
  await control.fault('contactless')
  expect(await terminal.selfTest()).toEqual({ ok: true, identity: 'SIM-POS 1.0 SN00000001' })
  expect(terminal.state?.modules).toMatchObject({ contactless: false, chip: true })
  await control.fault('chip')
  await control.fault('stripe')
  await terminal.selfTest()
  await untilStatus(terminal, ({ device }) => device === 'hardwareError')
})
