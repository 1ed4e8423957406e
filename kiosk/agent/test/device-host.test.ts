import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fact } from '@service-hall/contract'
import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { lookUntil, reasonOf } from '@service-hall/harness/process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aConfig } from './builders.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

const text = { zh: '设备', en: 'Device' }
const counterId = 'C1' as never
const staffId = 'S1' as never
const BY = 'staff:S1'
const ticketId = 'ticket-A001' as never

let hall: SmallHall
let pad: RunningSimulator
let led: RunningSimulator
let bar: RunningSimulator
let keys: RunningSimulator
let host: RunningAgent
let data: string

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'device-host-'))
  hall = new SmallHall()
  pad = await startSimulator('rating-pad')
  led = await startSimulator('counter-display', { profile: 'text' })
  bar = await startSimulator('led-bar', { profile: 'own' })
  keys = await startSimulator('call-pad', { profile: 'own' })
  const at = { station: 'D1', counter: 'C1', name: text }
  await hall.open(
    aConfig([
      { ...at, id: 'C1-pad', kind: 'ratingPad', profile: 'own', link: { url: pad.url } },
      { ...at, id: 'C1-keys', kind: 'callPad', profile: 'own', link: { url: keys.url } },
      { ...at, id: 'C1-led', kind: 'counterDisplay', profile: 'text', link: { url: led.url } },
      {
        station: 'D1',
        name: text,
        id: 'bar',
        kind: 'ledBar',
        profile: 'own',
        rows: 2,
        link: { url: bar.url },
      },
    ]),
  )
  host = await startAgentProcess({
    hall: hall.url,
    data,
    kind: 'deviceHost',
    enrolCode: 'preset-code-of-tests',
  })
  await host.until(
    ({ maintenance: { devices } }) =>
      devices.length === 4 && devices.every(({ state }) => state === 'online'),
  )
  hall.commit([
    {
      type: 'TicketIssued',
      ticketId,
      number: 'A001',
      count: 1,
      day: '2026-01-05' as never,
      groupId: 'g' as never,
      serviceId: 'pay' as never,
      classId: 'normal' as never,
      language: 'zh',
      senior: false,
      ahead: 0,
      by: BY,
    },
    { type: 'CounterOpened', counterId, staffId, by: BY },
  ])
})
afterEach(async () => {
  await host.stop()
  await Promise.all([pad.stop(), led.stop(), bar.stop(), keys.stop(), hall.close()])
  rmSync(data, { recursive: true, force: true })
})

const invited = (sequence: number): Fact => ({
  type: 'RatingInvited',
  invitationId: `invitation-${sequence}` as never,
  ticketId,
  counterId,
  staffId,
  deviceId: 'C1-pad' as never,
  sequence,
  until: Date.now() + 20_000,
})

async function untilShown(text: string): Promise<void> {
  let shown: string | undefined
  const isShown = async () => (shown = (await led.control.waitShown()).text) === text
  await lookUntil(`the display to show ${text}`, isShown, { everyMs: 0 }).catch((error: unknown) => {
    throw new Error(`${reasonOf(error)}; it showed ${shown}`)
  })
}

test('the display above the counter shows the number at the call and the word at the pause', async () => {
  hall.commit([{ type: 'TicketCalled', counterId, staffId, ticketId, by: BY }])
  await untilShown('A001')
  hall.commit([
    { type: 'TicketNoShow', counterId, ticketId, by: BY },
    { type: 'CounterPaused', counterId, reasonId: 'break' as never, by: BY },
  ])
  await untilShown('暂停服务')
})

test('the bar of the hall shows the last calls, and a welcome when there are none', async () => {
  const untilBarShows = (text: string): Promise<void> => {
    const isShown = async () => JSON.stringify(await bar.control.ask({ get: 'shown' })).includes(text)
    return lookUntil(`the bar to show ${text}`, isShown)
  }
  await untilBarShows('欢迎光临')
  hall.commit([{ type: 'TicketCalled', counterId, staffId, ticketId, by: BY }])
  await untilBarShows('A001 请到 1 号窗口')
})

test('a key of the call pad comes to the hall as a key of that pad', async () => {
  await keys.control.ask({ press: 1 })
  await hall.until(() => hall.commands('counter.key').length === 1)
  expect(hall.commands('counter.key')).toMatchObject([{ deviceId: 'C1-keys', key: 'next' }])
})

test('a rating is invited by name and brought to the hall with its own sequence', async () => {
  hall.commit([invited(41)])
  expect(await pad.control.waitInvitation()).toMatchObject({
    sequence: 41,
    staffName: '陈晓燕',
    staffNumber: '1001',
  })
  await pad.control.press(5)
  await hall.until(() => hall.commands('rating.give').length === 1)
  expect(hall.commands('rating.give')).toMatchObject([
    { invitationId: 'invitation-41', sequence: 41, deviceId: 'C1-pad', level: 5 },
  ])
})

test('a key for an earlier invitation is dropped, and the new customer can still rate', async () => {
  hall.commit([invited(41)])
  await pad.control.waitInvitation()
  hall.commit([invited(42)])
  await pad.control.waitInvitation()
  await pad.control.press(1, 41)
  await host.untilLogged('pad.lateKey')
  await pad.control.press(4)
  await hall.until(() => hall.commands('rating.give').length === 1)
  expect(hall.commands('rating.give')).toMatchObject([{ sequence: 42, level: 4 }])
})

test('a pad that cannot ask lets the invitation lapse', async () => {
  await pad.control.fault('unplug')
  await host.until(({ maintenance: { devices } }) =>
    devices.some(({ id, state }) => id === 'C1-pad' && state !== 'online'),
  )
  hall.commit([invited(43)])
  await hall.until(() => hall.commands('rating.lapse').length === 1)
  expect(hall.commands('rating.lapse')).toMatchObject([
    { invitationId: 'invitation-43', cause: 'padUnavailable' },
  ])
})

test('all that a device host keeps is for its user alone', async () => {
  await host.stop()
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' })
  expect(files).toEqual(expect.arrayContaining(['agent.sqlite', 'hall.json', 'keys']))
  for (const file of ['.', ...files]) {
    const about = statSync(join(data, file))
    expect(about.mode & 0o777, file).toBe(about.isDirectory() ? 0o700 : 0o600)
  }
})
