import { createCipheriv } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CardKeys } from '@service-hall/contract'
import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { lookUntil } from '@service-hall/harness/process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aPrinter } from './builders.ts'
import { answer, at, session, toWays } from './customer.ts'
import { PayingHall, aPayingConfig } from './paying-hall.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

// Working keys on their way from the acquirer's sign-in into a card terminal that has none.

const MASTER = '0123456789ABCDEFFEDCBA9876543210'
const [FIRST, SECOND, THIRD] = ['11'.repeat(16), '2233'.repeat(8), '445566778899AABB'.repeat(2)]
let hall: SmallHall
let books: PayingHall
let printer: RunningSimulator
let terminal: RunningSimulator
let data: string
let agent: RunningAgent | undefined

function encipher(key: string, hex: string): string {
  const whole = Buffer.from(key + key.slice(0, 16), 'hex')
  return createCipheriv('des-ede3', whole, null).setAutoPadding(false).update(hex, 'hex', 'hex').toUpperCase()
}
const checkOf = (key: string): string => encipher(key, '0'.repeat(16)).slice(0, 8)
const sealed = (key: string): CardKeys['pin'] => ({ cipher: encipher(MASTER, key), checkValue: checkOf(key) })
const keysOf = (pin: string, track: string): CardKeys =>
  ({ channel: 'bankcard', pin: sealed(pin), track: sealed(track) }) as CardKeys

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-keys-'))
  hall = new SmallHall()
  books = new PayingHall(hall)
  ;[printer, terminal] = await Promise.all([
    startSimulator('printer', { stepMs: 0 }),
    startSimulator('card-terminal', { profile: 'own-new', stepMs: 0.4 }),
  ])
  const line = await terminal.pty()
  await hall.open(
    aPayingConfig([
      aPrinter(printer.port),
      {
        ...{ id: 'K1-terminal', kind: 'cardTerminal', profile: 'own', station: 'K1' },
        ...{ name: { zh: '终端', en: 'Terminal' }, link: { url: line.url } },
      },
    ]),
  )
})
afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await Promise.all([printer.stop(), terminal.stop(), hall.close()])
  rmSync(data, { recursive: true, force: true })
})

const start = async (): Promise<RunningAgent> =>
  (agent = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' }))
const keysIn = (): Promise<unknown> => terminal.control.ask({ get: 'keys' })
const untilKeys = (pin: string, track: string) =>
  lookUntil('the keys in the terminal', async () => {
    const { pin: one, track: other } = (await keysIn()) as { pin: string; track: string }
    return one === checkOf(pin) && other === checkOf(track)
  })
const untilDevice = (device: string, error?: string) =>
  hall.until(() => {
    const state = hall
      .commands('device.report')
      .findLast((report) => report.deviceId === 'K1-terminal')?.state
    return state?.device === device && state.error === error
  })
const waysShown = (kiosk: RunningAgent): string[] => {
  const shown = session(kiosk)
  return shown.step === 'ways' ? shown.ways.filter(({ problem }) => !problem).map(({ wayId }) => wayId) : []
}
function traces(): string {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1'))
  return `${texts.join('\n')}\n${agent?.log() ?? ''}`
}

test('the acquirer’s keys are put into a terminal that has none, renewed before a card, and stand nowhere', async () => {
  books.cardKeys = keysOf(FIRST, SECOND)
  const kiosk = await start()
  await untilKeys(FIRST, SECOND)
  await toWays(kiosk)
  await kiosk.until(() => waysShown(kiosk).includes('bankcard'))
  books.cardKeys = keysOf(SECOND, THIRD)
  answer(kiosk, { do: 'way', wayId: 'bankcard' })
  await at(kiosk, 'card')
  await lookUntil('a terminal that reads', async () =>
    Boolean(await terminal.control.ask({ get: 'reading' })),
  )
  expect(await keysIn()).toEqual({ pin: checkOf(SECOND), track: checkOf(THIRD) })
  await terminal.control.ask({ do: 'insert', card: 'debit' })
  await terminal.control.ask({ do: 'pin' })
  await hall.until(() => hall.commands('payment.attempt').length === 1)
  expect(hall.commands('payment.attempt')[0]?.credential).toMatchObject({ keyCheck: checkOf(SECOND) })
  for (const secret of [FIRST, SECOND, THIRD, MASTER, encipher(MASTER, FIRST), encipher(MASTER, SECOND)])
    expect(traces().toUpperCase()).not.toContain(secret)
})

test('keys whose check value is another leave the terminal out of order and the way away, and the next ones mend it', async () => {
  const wrong = keysOf(FIRST, SECOND)
  books.cardKeys = { ...wrong, pin: { ...wrong.pin, checkValue: '00000000' } }
  const kiosk = await start()
  await untilDevice('hardwareError', 'keyNoValue')
  await toWays(kiosk)
  await kiosk.until(() => waysShown(kiosk).length > 0)
  expect(waysShown(kiosk)).not.toContain('bankcard')
  books.cardKeys = keysOf(FIRST, SECOND)
  // The line to the hall comes back: the keys are asked for anew.
  hall.disconnect()
  await untilKeys(FIRST, SECOND)
  await untilDevice('online')
})

test('a terminal that is replaced by one without keys gets them', async () => {
  books.cardKeys = keysOf(FIRST, SECOND)
  await start()
  await untilKeys(FIRST, SECOND)
  await terminal.control.fault('tamper')
  await untilDevice('fraudAttempt', 'fraudAttempt')
  await terminal.control.fault(null)
  await untilKeys(FIRST, SECOND)
})

test('an agent that was started anew puts the keys in again', async () => {
  books.cardKeys = keysOf(FIRST, SECOND)
  const first = await start()
  await untilKeys(FIRST, SECOND)
  await first.stop()
  books.cardKeys = keysOf(SECOND, THIRD)
  await start()
  await untilKeys(SECOND, THIRD)
})
