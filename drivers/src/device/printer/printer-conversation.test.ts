import { expect, test } from 'vitest'
import { manualClock } from '../../../test/manual-clock.ts'
import type { PrinterFlags } from '../../frame/escpos-status.ts'
import type { Line } from '../../link/link.ts'
import { PrinterConversation } from './printer-conversation.ts'
import { PRINTER_PROFILES, printerTiming } from './printer-profile.ts'
import { askIdentity } from './printer-identity.ts'
import type { PrinterProfile } from './printer-profile.ts'
import { settlePrinter } from './printer-settling.ts'
import { printerError } from './printer-status.ts'
import { ProcessIds } from './process-ids.ts'

const well = [0x12, 0x12, 0x12, 0x12]
const coverOpen = [0x1a, 0x16, 0x12, 0x12]
const coverOpenAsb = [0x38, 0x00, 0x00, 0x00]
const NOISE = 0x80
const QUESTION = '100401100402100403100404'

/** A conversation on a line whose other end is this test. */
function aConversation(profile: PrinterProfile = 'epson') {
  const clock = manualClock()
  const written: string[] = []
  let isAlive = true
  const told: (string | undefined)[] = []
  const line: Line = {
    generation: 1,
    get alive() {
      return isAlive
    },
    write(bytes) {
      written.push(Buffer.from(bytes).toString('hex'))
      return Promise.resolve({ ok: true, lastByteAt: 0, wireMs: 0 })
    },
    turn: (task) => task(),
    ready: () => undefined,
    drop: () => void (isAlive = false),
  }
  const traits = PRINTER_PROFILES[profile]
  const conversation = new PrinterConversation({
    line,
    clock,
    timing: printerTiming,
    layout: traits.status,
    onFlags: (flags: PrinterFlags) => told.push(printerError(flags)?.code),
  })
  const hear = async (...bytes: number[]) => {
    conversation.receive(Uint8Array.from(bytes))
    await clock.advance(0)
  }
  const ask = async () => {
    const answer = conversation.ask()
    await clock.advance(0)
    return { answer }
  }
  return { ask, clock, written, told, conversation, traits, hear }
}

test('asks once more before it tells of a fault that came with noise', async () => {
  const { ask, written, told, hear } = aConversation()
  const { answer } = await ask()
  await hear(...coverOpen.slice(0, 2), NOISE, ...coverOpen.slice(2))
  expect(told).toEqual([])
  expect(written).toEqual([QUESTION, QUESTION])
  await hear(...well)
  expect(printerError((await answer)!)).toBeUndefined()
  expect(told).toEqual([undefined])
})

test('tells nothing when an answer too many came, since one of them was none', async () => {
  const { ask, told, hear } = aConversation()
  const { answer } = await ask()
  await hear(0x12, 0x16, 0x12, 0x12, 0x12)
  expect(await answer).toBeUndefined()
  expect(told).toEqual([])
})

test('tells of a fault that is told twice, however noisy the line, and of one without noise at once', async () => {
  const { ask, written, told, hear } = aConversation()
  await ask()
  await hear(NOISE, ...coverOpen)
  await hear(NOISE, ...coverOpen)
  expect(told).toEqual(['coverOpen'])
  await ask()
  await hear(...coverOpen)
  expect(told).toEqual(['coverOpen', 'coverOpen'])
  expect(written).toHaveLength(3)
})

test('believes a fault that the printer tells by itself, but asks first when noise came before it', async () => {
  const { written, told, hear } = aConversation()
  await hear(...coverOpenAsb)
  expect(told).toEqual(['coverOpen'])
  expect(written).toEqual([])
  await hear(NOISE, ...coverOpenAsb)
  expect(told).toEqual(['coverOpen'])
  expect(written).toEqual([QUESTION])
  await hear(...well)
  expect(told).toEqual(['coverOpen', undefined])
})

test('gives settling up when the printer does not fall silent', async () => {
  const { clock, conversation, traits, hear } = aConversation('clone')
  const ids = new ProcessIds(() => 0)
  const job = { conversation, traits, timing: printerTiming, clock, ids }
  let isSettled: boolean | undefined
  void settlePrinter(job, { bytes: 0, onPaper: false, isVoid: false }).then((done) => (isSettled = done))
  await clock.advance(0)
  for (let ms = 0; ms <= printerTiming.settleMs && isSettled === undefined; ms += 50) {
    await hear(0x00)
    await clock.advance(50)
  }
  await hear(0x00)
  expect(isSettled).toBe(false)
})

test('settles when the printer proves it and then falls silent', async () => {
  const { clock, conversation, traits, hear } = aConversation('clone')
  const ids = new ProcessIds(() => 0)
  const job = { conversation, traits, timing: printerTiming, clock, ids }
  const settled = settlePrinter(job, { bytes: 0, onPaper: false, isVoid: false })
  await clock.advance(0)
  await hear(0x00)
  await hear(0x00)
  await clock.advance(100)
  expect(await settled).toBe(true)
})

function anIdentityAsked() {
  const { clock, conversation, traits, written, hear } = aConversation()
  const ids = new ProcessIds(() => 0)
  const identity = askIdentity({ conversation, traits, timing: printerTiming, clock, ids })
  const [modelEnd = '', serialEnd = ''] = [...(written[0] ?? '').matchAll(/1d284806003030.{8}/g)].map(
    ([all]) => Buffer.from(all.slice(-8), 'hex').toString('latin1'),
  )
  return { clock, identity, modelEnd, serialEnd, say: (text: string) => hear(...Buffer.from(text, 'latin1')) }
}

test('asks for model and serial number, and takes no late answer for one of them', async () => {
  const { identity, modelEnd, serialEnd, say } = anIdentityAsked()
  await say('_LATE-SERIAL\0')
  await say(`_TM-T82X\x007"${modelEnd}\x00_SIM1\x007"${serialEnd}\0`)
  expect(await identity).toEqual({ model: 'TM-T82X', serial: 'SIM1' })
})

test('takes a late serial number for no model', async () => {
  const { identity, modelEnd, serialEnd, say } = anIdentityAsked()
  await say(`_LATE-SERIAL\x007"late\x007"${modelEnd}\x00_SIM1\x007"${serialEnd}\0`)
  expect(await identity).toBeUndefined()
})

test('does without a serial number that the printer does not tell, and without any answer', async () => {
  const some = anIdentityAsked()
  await some.say(`_TM-T82X\x007"${some.modelEnd}\x007"${some.serialEnd}\0`)
  expect(await some.identity).toEqual({ model: 'TM-T82X' })
  const none = anIdentityAsked()
  await none.clock.advance(printerTiming.answerMs)
  expect(await none.identity).toBeUndefined()
})
