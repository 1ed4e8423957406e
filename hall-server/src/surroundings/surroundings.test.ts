import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SURROUNDINGS_TEXT } from '@service-hall/contract'
import type { Surroundings, SurroundingsTold } from '@service-hall/contract'
import { lookUntil } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { aClock, aFolder, aHallFile, aLog, startServer } from '../../test/builders.ts'
import { ForeignHub } from '../../test/foreign-hub.ts'
import { SurroundingsAsker } from './asker.ts'
import { SurroundingsKeeper } from './keeper.ts'

const [FIRST, SECOND] = ['0123456789abcdef', 'fedcba9876543210']
const place = (id: string) => ({
  ...{ id, kind: 'bank', name: { zh: '银行', en: 'Bank' }, kindName: { zh: '银行', en: 'Bank' } },
  ...{ address: '', phone: '', position: null, metres: 320, days: {}, closed: null, services: [] },
})
const word = (version: string, more: Partial<Surroundings> = {}): Surroundings => ({
  ...{ version, places: [place('point:P1')] },
  waiting: [{ hallId: 'H2' as never, waiting: 4, longestMs: null }],
  ...more,
})

test('the copy is kept with its age, without figures over a restart, and without the list where it is as it was', async () => {
  const [clock, path] = [aClock(), join(aFolder(), 'surroundings.json')]
  const open = () => SurroundingsKeeper.open({ path, clock, log: aLog() })
  const keeper = await open()
  expect(keeper.told).toEqual({ version: null, places: null, waiting: [], ageMs: null })
  expect(keeper.take(word(FIRST, { places: null }), clock.monotonic())).toBe(false)
  const news: SurroundingsTold[] = []
  keeper.onChanged((told) => news.push(told))
  expect(keeper.take(word(FIRST), clock.monotonic())).toBe(true)
  clock.advance(30_000)
  keeper.take(word(FIRST, { places: null, waiting: [] }), clock.monotonic())
  expect(news).toMatchObject([
    { version: FIRST, places: [{ id: 'point:P1' }], waiting: [{ waiting: 4 }], ageMs: 0 },
    { version: FIRST, places: null, waiting: [], ageMs: 0 },
  ])
  keeper.take(word(SECOND, { places: [] }), clock.monotonic())
  expect(news[2]).toMatchObject({ version: SECOND, places: [] })
  await keeper.settled()
  clock.advance(3_600_000)
  const again = await open()
  expect(again.told).toEqual({ version: SECOND, places: [], waiting: [], ageMs: 3_600_000 })
  // A wall clock that was put back makes nothing younger than now.
  clock.turn(-86_400_000)
  expect((await open()).told.ageMs).toBe(0)
  await writeFile(path, 'nonsense')
  expect((await open()).version).toBeNull()
})

/** A line that says these in turn, and a clock whose timers are let go by hand. */
async function anAsker(...said: (string | null | Error)[]) {
  const tasks: { ms: number; task: () => void }[] = []
  const clock = {
    ...aClock(),
    after(ms: number, task: () => void) {
      const row = { ms, task }
      tasks.push(row)
      return () => void tasks.splice(tasks.indexOf(row), 1)
    },
  }
  const keeper = await SurroundingsKeeper.open({ path: join(aFolder(), 's.json'), clock, log: aLog() })
  const asked: (string | null)[] = []
  const line = {
    async askSurroundings(version: string | null) {
      asked.push(version)
      const now = said.shift() ?? null
      if (now instanceof Error) throw now
      return now
    },
  }
  const log = aLog()
  const asker = new SurroundingsAsker(line, { keeper, clock, log, random: () => 0.5 })
  const pass = async (): Promise<number[]> => {
    for (const { task } of tasks.splice(0)) task()
    await new Promise((resolve) => setImmediate(resolve))
    return tasks.map(({ ms }) => ms)
  }
  return { asker, asked, keeper, pass, log }
}

test('the region is asked each half minute, whatever it answers, and no more where it does not say', async () => {
  const long = JSON.stringify({ ...word(FIRST), more: 'x'.repeat(SURROUNDINGS_TEXT) })
  const texts = ['nonsense', long, JSON.stringify(word(FIRST)), new Error('no answer'), null]
  const { asker, asked, keeper, pass } = await anAsker(...texts)
  asker.lineCame()
  for (let n = 0; n < 2; n += 1) expect(await pass()).toEqual([30_000])
  expect(keeper.version).toBeNull()
  await pass()
  expect(keeper.version).toBe(FIRST)
  await pass()
  expect(await pass()).toEqual([])
  expect(asked).toEqual([null, null, null, FIRST, FIRST])
  asker.lineCame()
  asker.stop()
  expect(await pass()).toEqual([])
})

test('a kiosk hears what is near by when it comes and when that changes, a call display only how many wait; others nothing', async () => {
  const hub = await ForeignHub.start()
  hub.surroundings = JSON.stringify(word(FIRST))
  const server = await startServer({ file: { ...aHallFile(), region: { hub: hub.url } } })
  const heard: Record<string, SurroundingsTold[]> = { K1: [], V1: [], D1: [] }
  for (const [id, list] of Object.entries(heard)) {
    const peer = await server.station(id)
    peer.socket.on('surroundings', (told) => list.push(told))
    await peer.snapshot()
  }
  const reached = (version: string) =>
    lookUntil(`the kiosk to hear of ${version}`, () => heard['K1']?.at(-1)?.version === version)
  await reached(FIRST)
  expect(heard['K1']?.at(-1)).toMatchObject({ places: [{ id: 'point:P1' }], waiting: [{ waiting: 4 }] })
  // The line breaks: it is asked anew on the next one, and told which list is here.
  hub.surroundings = JSON.stringify(word(SECOND, { places: [] }))
  hub.cut()
  await reached(SECOND)
  expect(hub.asked.slice(0, 2)).toEqual([null, FIRST])
  expect(heard['D1']).toEqual([])
  await lookUntil('the display to hear of it', () => heard['V1']?.at(-1)?.version === SECOND)
  expect(heard['V1']?.at(-1)).toMatchObject({ places: null, waiting: [{ waiting: 4 }] })
  expect(heard['V1']?.every(({ places }) => places === null)).toBe(true)
})

test('an answer that is not the hub’s ends the line and is not believed', async () => {
  const hub = await ForeignHub.start()
  hub.surroundings = JSON.stringify(word(FIRST))
  hub.forges = true
  const server = await startServer({ file: { ...aHallFile(), region: { hub: hub.url } } })
  await lookUntil('the hub to be refused', () => server.uplink?.state.code === 'uplink.untrusted')
  const kiosk = await server.station('K1')
  const heard: SurroundingsTold[] = []
  kiosk.socket.on('surroundings', (told) => heard.push(told))
  await kiosk.snapshot()
  await lookUntil('the kiosk to hear that nothing is known', () => heard.length > 0)
  expect(heard).toEqual([{ version: null, places: null, waiting: [], ageMs: null }])
})

test('a hub of another make is not asked, and a hall of no region tells its kiosks nothing', async () => {
  const hub = await ForeignHub.start()
  const server = await startServer({ file: { ...aHallFile(), region: { hub: hub.url } } })
  await lookUntil('the line to be up', () => server.uplink?.state.state === 'online')
  expect(await server.uplink?.askSurroundings(null)).toBeNull()
  expect(hub.asked).toEqual([])
  const alone = await startServer()
  const kiosk = await alone.station('K1')
  let heard = 0
  kiosk.socket.on('surroundings', () => (heard += 1))
  await kiosk.snapshot()
  await kiosk.subscribe()
  expect(heard).toBe(0)
})
