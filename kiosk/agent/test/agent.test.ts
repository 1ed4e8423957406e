import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aConfig, aPrinter } from './builders.ts'
import { aTouch, startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

let hall: SmallHall
let printer: RunningSimulator
let data: string
let agent: RunningAgent | undefined

const ENROL_CODE = 'preset-code-of-tests'

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-'))
  hall = new SmallHall()
  printer = await startSimulator('printer', { stepMs: 0 })
  await hall.open(aConfig([aPrinter(printer.port)]))
})
afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await printer.stop()
  await hall.close()
  rmSync(data, { recursive: true, force: true })
})

const start = async (): Promise<RunningAgent> => {
  agent = await startAgentProcess({ hall: hall.url, data, enrolCode: ENROL_CODE })
  return agent
}
async function startReady(): Promise<RunningAgent> {
  const started = await start()
  await started.until((view) => view.link === 'online' && view.printer === 'ready')
  // A printer that is still starting counts as ready to the customer.
  await started.untilLogged('device.state', { device: 'K1-printer', state: 'online' })
  return started
}
const papers = () =>
  hall.commands('ticket.paper').map(({ ticketId, attempt, outcome }) => [ticketId, attempt, outcome])

test('a touch becomes one ticket and one paper, and the printer’s word of it reaches the hall', async () => {
  const kiosk = await startReady()
  const touch = aTouch()
  kiosk.post(touch)
  kiosk.post(touch)
  kiosk.post(aTouch())
  const { session } = await kiosk.until(({ session }) => session.step === 'printed')
  expect(session).toMatchObject({ touchId: touch.touchId, ticket: { number: 'A001', ahead: 0 } })
  await hall.until(() => papers().length === 1)
  kiosk.post({ type: 'dismiss' })
  await kiosk.until(({ session }) => session.step === 'idle')
  expect(papers()).toEqual([['ticket-A001', 1, 'printed']])
  const [paper, ...more] = await printer.control.papers()
  expect(more).toEqual([])
  expect(paper?.text).toContain('A001')
  expect(paper?.qr).toEqual(['servicehall:H1/A001/ticket-A001'])
})

test('without paper the number is shown on the screen, and staff know of it', async () => {
  const kiosk = await startReady()
  await printer.control.fault('paperOut')
  await kiosk.until((view) => view.printer === 'unavailable')
  kiosk.post(aTouch())
  const { session } = await kiosk.until(({ session }) => session.step === 'onScreen')
  expect(session).toMatchObject({ paper: 'notPrinted', ticket: { number: 'A001' } })
  await hall.until(() => papers().length === 1)
  expect(hall.commands('ticket.paper')).toMatchObject([{ outcome: 'notPrinted', evidence: 'paperOut' }])
  await hall.until(() =>
    hall
      .commands('device.report')
      .some(({ state }) => state.error === 'paperOut' && state.action === 'clear'),
  )
})

test('a reprint is printed once, also when the kiosk is restarted after it', async () => {
  const kiosk = await startReady()
  kiosk.post(aTouch())
  await hall.until(() => papers().length === 1)
  const ticketId = 'ticket-A001' as never
  hall.commit([{ type: 'TicketPaperResolved', ticketId, decision: 'reprint', attempt: 2, by: 'staff:S1' }])
  await hall.until(() => papers().length === 2)
  expect(papers()[1]).toEqual(['ticket-A001', 2, 'printed'])
  expect(await printer.control.papers()).toHaveLength(2)
  // The hall loses the report: to it the reprint is still to come.
  hall.view.tickets['ticket-A001']!.paper = { status: 'pending', attempt: 2, since: 1 }
  await kiosk.stop()
  const again = await startReady()
  again.post({ type: 'dismiss' })
  await again.until(({ session }) => session.step === 'idle')
  again.post(aTouch())
  await hall.until(() => papers().some(([ticketId]) => ticketId === 'ticket-A002'))
  expect(await printer.control.papers()).toHaveLength(3)
})

test('an agent killed while it prints says “unknown” afterwards, and prints no second paper', async () => {
  await printer.stop()
  printer = await startSimulator('printer', { stepMs: 400 })
  hall.commit([{ type: 'HallConfigured', config: aConfig([aPrinter(printer.port)]), by: 'system' }])
  const kiosk = await startReady()
  kiosk.post(aTouch())
  await kiosk.untilLogged('print.started')
  await kiosk.kill()
  const again = await start()
  const { session } = await again.until(({ session }) => session.step === 'onScreen')
  expect(session).toMatchObject({ paper: 'unknown', ticket: { number: 'A001' } })
  await hall.until(() => papers().length === 1)
  expect(hall.commands('ticket.paper')).toMatchObject([{ outcome: 'unknown', evidence: 'agentRestarted' }])
  expect(hall.commands('ticket.issue')).toHaveLength(1)
  expect((await printer.control.papers()).length).toBeLessThanOrEqual(1)
})

test('an agent killed before the answer came gets the same ticket after its restart, and prints it', async () => {
  const kiosk = await startReady()
  hall.manner.set('ticket.issue', 'swallowAnswer')
  kiosk.post(aTouch())
  await hall.until(() => hall.commands('ticket.issue').length === 1)
  await kiosk.kill()
  hall.manner.set('ticket.issue', 'answer')
  const again = await start()
  await again.until(({ session }) => session.step === 'printed' || session.step === 'onScreen')
  await hall.until(() => papers().length === 1)
  expect(hall.commands('ticket.issue')).toHaveLength(1)
  expect(Object.keys(hall.view.tickets)).toEqual(['ticket-A001'])
})

test('a ticket whose answer comes when its customer has been told “no answer” is not printed', async () => {
  const kiosk = await startReady()
  hall.manner.set('ticket.issue', 'swallowAnswer')
  kiosk.post(aTouch())
  await kiosk.until(({ session }) => session.step === 'noAnswer')
  hall.manner.set('ticket.issue', 'answer')
  await hall.until(() => papers().length === 1)
  expect(hall.commands('ticket.paper')).toMatchObject([{ outcome: 'notPrinted', evidence: 'customerLeft' }])
  expect(await printer.control.papers()).toEqual([])
  expect(kiosk.view().session.step).toBe('noAnswer')
})

test('a touch while the hall is away lapses without a ticket', async () => {
  const kiosk = await startReady()
  const { port } = hall
  await hall.close()
  await kiosk.until((view) => view.link === 'offline')
  kiosk.post(aTouch())
  await kiosk.until(({ session }) => session.step === 'noAnswer')
  hall = new SmallHall()
  await hall.open(aConfig([aPrinter(printer.port)]), port)
  await hall.until(() => hall.commands('ticket.issue').length === 1)
  await kiosk.until((view) => view.link === 'online')
  expect(hall.view.tickets).toEqual({})
})

test('an unknown machine shows its code until it is approved, over a restart too, and keeps its keys to itself', async () => {
  agent = await startAgentProcess({ hall: hall.url, data })
  const { enrolmentCode } = await agent.until((view) => view.enrolmentCode !== null)
  await agent.kill()
  agent = await startAgentProcess({ hall: hall.url, data })
  expect((await agent.until((view) => view.enrolmentCode !== null)).enrolmentCode).toBe(enrolmentCode)
  hall.codes.set(enrolmentCode!, 'K1')
  await agent.until((view) => view.link === 'online' && view.enrolmentCode === null)
  for (const file of readdirSync(join(data, 'keys'))) {
    expect(statSync(join(data, 'keys', file)).mode & 0o077).toBe(0)
  }
  expect(agent.log()).not.toContain(hall.token)
})

test('a machine that was thrown out asks to be let in again', async () => {
  const kiosk = await startReady()
  hall.revoke()
  await kiosk.until((view) => view.link === 'offline')
  await kiosk.until((view) => view.link === 'online' && view.enrolmentCode === null)
  const kept = readFileSync(join(data, 'keys/station-token.json'), 'utf8')
  expect(kept).toContain('token-2')
})

test('the maintenance page does nothing until the PIN opens it, then tests a device', async () => {
  const kiosk = await startReady()
  kiosk.post({ type: 'testDevice', deviceId: 'K1-printer' })
  kiosk.post({ type: 'unlockMaintenance', pin: '111111' })
  expect((await kiosk.until((view) => view.maintenance.failures === 1)).maintenance.unlocked).toBe(false)
  kiosk.post({ type: 'unlockMaintenance', pin: '246810' })
  const { maintenance } = await kiosk.until((view) => view.maintenance.unlocked)
  expect(maintenance.devices).toMatchObject([{ id: 'K1-printer', state: 'online', error: null }])
  kiosk.post({ type: 'testDevice', deviceId: 'K1-printer' })
  await kiosk.untilLogged('device.tested')
  const [paper, ...more] = await printer.control.papers()
  expect(paper?.text).toContain('Test print')
  expect(more).toEqual([])
  expect(kiosk.log()).not.toContain('246810')
})

test('without the hall’s word no PIN opens the maintenance page, and a file in the data folder does, once', async () => {
  const kiosk = await startReady()
  const problem = async (count: number) =>
    (await kiosk.until(({ maintenance }) => maintenance.pinProblem?.count === count)).maintenance
  hall.pinManner = 'wait'
  kiosk.post({ type: 'unlockMaintenance', pin: '246810' })
  expect(await problem(1)).toMatchObject({ pinProblem: { is: 'wait', waitMs: 30_000 }, failures: 0 })
  hall.pinManner = 'deaf'
  kiosk.post({ type: 'unlockMaintenance', pin: '246810' })
  expect(await problem(2)).toMatchObject({ pinProblem: { is: 'noHall' }, failures: 0, unlocked: false })
  await hall.close()
  await kiosk.until((view) => view.link === 'offline')
  kiosk.post({ type: 'unlockMaintenance', pin: '246810' })
  expect(await problem(3)).toMatchObject({ pinProblem: { is: 'noHall' }, failures: 0, unlocked: false })
  writeFileSync(join(data, 'open-service-page'), '')
  kiosk.post({ type: 'unlockMaintenance', pin: '0' })
  const { maintenance } = await kiosk.until((view) => view.maintenance.unlocked)
  expect(maintenance.pinProblem).toBeUndefined()
  expect(existsSync(join(data, 'open-service-page'))).toBe(false)
  kiosk.post({ type: 'lockMaintenance' })
  await kiosk.until((view) => !view.maintenance.unlocked)
  kiosk.post({ type: 'unlockMaintenance', pin: '0' })
  expect(await problem(5)).toMatchObject({ pinProblem: { is: 'noHall' }, unlocked: false })
  expect(kiosk.log()).not.toContain('246810')
})

test('all that a kiosk keeps is for its user alone, and made so at a start; no PIN is among it', async () => {
  const kiosk = await startReady()
  kiosk.post(aTouch())
  await hall.until(() => papers().length === 1)
  kiosk.post({ type: 'unlockMaintenance', pin: '246810' })
  await kiosk.until((view) => view.maintenance.unlocked)
  await kiosk.kill()
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' })
  expect(files).toEqual(expect.arrayContaining(['agent.sqlite', 'hall.json', 'last-view.json', 'keys']))
  for (const file of files) {
    const about = statSync(join(data, file))
    expect(about.mode & 0o777, file).toBe(about.isDirectory() ? 0o700 : 0o600)
    if (about.isFile())
      expect(readFileSync(join(data, file), 'latin1'), file).not.toMatch(/246810|maintenancePin/)
  }
  for (const file of files) chmodSync(join(data, file), 0o755)
  chmodSync(data, 0o755)
  await startReady()
  for (const file of ['.', ...readdirSync(data, { recursive: true, encoding: 'utf8' })])
    expect(statSync(join(data, file)).mode & 0o077, file).toBe(0)
})
