import { manualClock } from '@service-hall/drivers/testing'
import type { Answer, Command, DeviceState } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { createLog } from '@service-hall/server-kit'
import { idMaker } from '../../test/builders.ts'
import { DeviceReporter } from './reporter.ts'

const online: DeviceState = { device: 'online' }
const offline: DeviceState = { device: 'offline', error: 'noAnswer', action: 'clear' }
const printer = 'K1-printer' as never

function aReporter() {
  const clock = manualClock()
  const told: DeviceState[] = []
  const sender = {
    isOnline: true,
    answers: true,
    send: async (command: Command): Promise<Answer> => {
      if (!sender.answers) throw new Error('no answer')
      if (command.type === 'device.report') told.push(command.state)
      return { ok: true, upTo: 1, result: {} }
    },
  }
  const log = createLog(
    () => undefined,
    () => 0,
  )
  return { reporter: new DeviceReporter({ sender, newId: idMaker(), clock, log }), clock, told, sender }
}

test('the state in which a device settles is told once', async () => {
  const { reporter, clock, told } = aReporter()
  reporter.note(printer, offline)
  reporter.note(printer, online)
  await clock.advance(10_000)
  reporter.wake()
  await clock.advance(10_000)
  expect(told).toEqual([online])
})

test('a flicker that is over at once is not told', async () => {
  const { reporter, clock, told } = aReporter()
  reporter.note(printer, online)
  await clock.advance(2_000)
  reporter.note(printer, offline)
  await clock.advance(100)
  reporter.note(printer, online)
  await clock.advance(2_000)
  expect(told).toEqual([online])
})

test('while the line is down nothing is queued: when it is back, what is true then is told', async () => {
  const { reporter, clock, told, sender } = aReporter()
  reporter.note(printer, online)
  await clock.advance(2_000)
  sender.isOnline = false
  reporter.note(printer, offline)
  await clock.advance(60_000)
  expect(told).toEqual([online])
  sender.isOnline = true
  reporter.wake()
  await clock.advance(1_000)
  expect(told).toEqual([online, offline])
})

test('a report without an answer is made again', async () => {
  const { reporter, clock, told, sender } = aReporter()
  sender.answers = false
  reporter.note(printer, online)
  await clock.advance(2_000)
  sender.answers = true
  await clock.advance(5_000)
  expect(told).toEqual([online])
})
