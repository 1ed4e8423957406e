import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@service-hall/drivers/testing'
import type { Pty, RunningSimulator } from '@service-hall/drivers/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aConfig, aPrinter, anIdReader } from './builders.ts'
import { aTouch, startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

/** People of a region that there is not, one of them old. */
const old = { name: '张测试', birth: '19500307' }
const young = { name: '李试验', birth: '19950307' }

let hall: SmallHall
let printer: RunningSimulator
let reader: RunningSimulator
let line: Pty
let data: string
let agent: RunningAgent | undefined

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-card-'))
  hall = new SmallHall()
  ;[printer, reader] = await Promise.all([
    startSimulator('printer', { stepMs: 0 }),
    startSimulator('id-reader', { stepMs: 1, profile: 'sdtSam-steady' }),
  ])
  line = await reader.pty()
  await hall.open(aConfig([aPrinter(printer.port), anIdReader(line.url)]))
})
afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await Promise.all([printer.stop(), reader.stop(), hall.close()])
  rmSync(data, { recursive: true, force: true })
})

async function start(): Promise<RunningAgent> {
  agent = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  await agent.until((view) => view.link === 'online' && view.card.is === 'welcome')
  await agent.untilLogged('device.state', { device: 'K1-printer', state: 'online' })
  return agent
}
const lay = (card: object, forMs?: number) =>
  reader.control.ask({ insert: card, ...(forMs === undefined ? {} : { forMs }) })
const lift = () => reader.control.ask({ remove: true })

/** All that this station has written: its files and its log. */
function traces(): string {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1'))
  const names = [old.name, young.name].map((name) => Buffer.from(name).toString('latin1'))
  const all = `${texts.join('\n')}\n${Buffer.from(agent?.log() ?? '').toString('latin1')}`
  return names.reduce((text, name) => text.replaceAll(name, '!NAME!'), all)
}

test('who lays the ID card down is greeted by a masked name, and the hall learns who takes the ticket', async () => {
  const kiosk = await start()
  await lay(old)
  const { card } = await kiosk.until((view) => view.card.is === 'known')
  expect(card).toEqual({ is: 'known', name: '张**', right: { name: { zh: 'Key', en: 'Key' }, minAge: 70 } })
  kiosk.post(aTouch())
  const { session } = await kiosk.until(({ session }) => session.step === 'printed')
  expect(session).toMatchObject({ ticket: { number: 'A001', priority: { zh: 'Key' } } })
  expect(hall.commands('ticket.issue')).toMatchObject([
    {
      classId: 'normal',
      identity: { name: '张测试', idNumber: expect.stringMatching(/^99000019500307/) as string },
    },
  ])
  kiosk.post({ type: 'dismiss' })
  await kiosk.until((view) => view.card.is === 'left')
  await lift()
  await kiosk.until((view) => view.card.is === 'welcome')
  await kiosk.stop()
  expect(traces()).not.toMatch(/!NAME!|990000/)
})

test('the card of a visit that is over does not serve the next customer', async () => {
  const kiosk = await start()
  await lay(old)
  await kiosk.until((view) => view.card.is === 'known')
  kiosk.post({ type: 'forgetCard' })
  await kiosk.until((view) => view.card.is === 'left')
  kiosk.post(aTouch())
  await kiosk.until(({ session }) => session.step === 'printed')
  kiosk.post({ type: 'dismiss' })
  await lift()
  await kiosk.until((view) => view.card.is === 'welcome')
  await lay(young)
  expect((await kiosk.until((view) => view.card.is === 'known')).card).toEqual({
    is: 'known',
    name: '李**',
    right: null,
  })
  kiosk.post(aTouch())
  await hall.until(() => hall.commands('ticket.issue').length === 2)
  const [first, second] = hall.commands('ticket.issue')
  expect(first).not.toHaveProperty('identity')
  expect(second).toMatchObject({ identity: { name: '李试验' } })
})

test('a card that lies there when the agent starts serves nobody, and is said to lie there', async () => {
  await lay(old)
  const kiosk = await start()
  await kiosk.until((view) => view.card.is === 'left')
  kiosk.post(aTouch())
  await kiosk.until(({ session }) => session.step === 'printed')
  expect(hall.commands('ticket.issue')[0]).not.toHaveProperty('identity')
  await lift()
  kiosk.post({ type: 'dismiss' })
  await kiosk.until((view) => view.card.is === 'welcome')
  await lay(young)
  await kiosk.until((view) => view.card.is === 'known')
})

test('an unreadable card is said to be so, and a reader that is gone is not spoken of; tickets go on', async () => {
  const kiosk = await start()
  await lay({ birth: '19501399' })
  await kiosk.until((view) => view.card.is === 'unreadable')
  await lift()
  await line.unplug()
  await kiosk.until((view) => view.card.is === 'absent')
  kiosk.post(aTouch())
  await kiosk.until(({ session }) => session.step === 'printed')
  expect(hall.commands('ticket.issue')[0]).not.toHaveProperty('identity')
  await line.plug()
  kiosk.post({ type: 'dismiss' })
  await kiosk.until((view) => view.card.is === 'welcome')
})

test('a kiosk killed before the answer gets the same ticket without the card, of which its disk knows nothing', async () => {
  const kiosk = await start()
  await lay(old)
  await kiosk.until((view) => view.card.is === 'known')
  hall.manner.set('ticket.issue', 'swallowAnswer')
  kiosk.post(aTouch())
  await hall.until(() => hall.heard.some(({ type }) => type === 'ticket.issue'))
  await kiosk.kill()
  expect(traces()).not.toMatch(/!NAME!|990000/)
  hall.manner.set('ticket.issue', 'answer')
  agent = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  const { session } = await agent.until(
    ({ session }) => session.step === 'printed' || session.step === 'onScreen',
  )
  expect(session).toMatchObject({ ticket: { number: 'A001', priority: { zh: 'Key' } } })
  expect(hall.heard.filter(({ type }) => type === 'ticket.issue').at(-1)).not.toHaveProperty('identity')
  expect(Object.keys(hall.view.tickets)).toEqual(['ticket-A001'])
})
