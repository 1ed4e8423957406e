import type { HallLive, HallSnapshot, Refusal } from '@service-hall/contract'
import { foldHall } from '@service-hall/contract'
import { waitFor } from '@service-hall/harness/process'
import type { Socket } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { anAccount, anAdministrator } from '../../test/console-client.ts'
import type { ConsoleClient } from '../../test/console-client.ts'
import { aStore } from '../../test/engines.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import { FactsOfHall } from '../../test/random-day.ts'
import type { Step } from '../../test/random-day.ts'

const DAY = '2026-01-05'
const MINUTE = 60_000
const polled = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })
const step = (action: Step['action'], minutes = 0, pick = 0): Step => ({
  ...{ action, counter: 1, pick, waitMs: minutes * MINUTE },
})

/** A hub with a hall in region `east` that tells what happens in it, an account there and one in `west`. */
async function aWatchedHall() {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  const key = aForeignKey()
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', {
      regionId,
      parentId: 'root',
      name: { zh: '区', en: regionId },
    })
  await admin.command('organisation.admitHall', {
    hallId: 'H1',
    key: key.publicKey,
    regionId: 'east',
    tier: 'A',
  })
  const east = await anAccount(admin, 'S1', { homeId: 'east', role: 'viewer' })
  const west = await anAccount(admin, 'S2', { homeId: 'west', role: 'administrator' })
  const { hall: line } = await ForeignHall.greet({ url: hub.url, hallId: 'H1', key })
  onTestFinished(() => void line.socket.disconnect())
  const facts = new FactsOfHall()
  let sent = 0
  const tell = async (...steps: Step[]): Promise<void> => {
    for (const one of steps) facts.do(one)
    const entries = facts.entries.slice(sent)
    const text = { epoch: 'first', from: sent + 1, to: facts.entries.length, entries, marks: [] }
    expect(await line.sendText(JSON.stringify(text))).toMatchObject({ ok: true })
    sent = facts.entries.length
  }
  await tell(step('issue'), step('issue', 3))
  return { hub, admin, east, west, facts, tell }
}

async function connected(client: ConsoleClient): Promise<Socket> {
  const socket = client.socket()
  await waitFor('the line', new Promise<void>((resolve) => socket.once('connect', resolve)))
  return socket
}

/** One hall as a page has it: its snapshot, and what came after. */
class Watched {
  hall: HallLive | null = null
  readonly ended: string[] = []
  deltas = 0

  static async on(socket: Socket, hallId = 'H1'): Promise<Watched> {
    const watched = new Watched()
    socket.on('hall', (snapshot: HallSnapshot) => (watched.hall = snapshot.hall))
    socket.on('hallDelta', (delta: Parameters<typeof foldHall>[1]) => {
      watched.deltas += 1
      if (watched.hall) watched.hall = foldHall(watched.hall, delta)
    })
    socket.on('hallEnded', (_: string, code: string) => watched.ended.push(code))
    const answer = await asked(socket, hallId)
    if (answer.ok) watched.hall = answer.hall
    return watched
  }
}

async function asked(socket: Socket, hallId: unknown): Promise<HallSnapshot | Refusal> {
  return (await socket.timeout(10_000).emitWithAck('watchHall', hallId)) as HallSnapshot | Refusal
}

test('who watches a hall has it whole and then what changes; it is what another sees who comes later', async () => {
  const { east, admin, tell } = await aWatchedHall()
  const socket = await connected(east)
  const watched = await Watched.on(socket)
  await polled(() => watched.hall?.head.waiting).toBe(2)
  expect(watched.hall?.plan).toMatchObject({ tier: 'B', timeZone: 'Asia/Shanghai' })
  await tell(step('call', 4), step('start'), step('device', 0, 0))
  await polled(() => watched.hall?.counters.find(({ id }) => id === 'C1')?.holding?.status).toBe('serving')
  await tell(step('complete', 6))
  await polled(() => watched.hall?.counters.find(({ id }) => id === 'C1')?.today).toMatchObject({
    ...{ served: 1, handlingMs: 6 * MINUTE },
  })
  expect(watched.hall?.head).toMatchObject({ waiting: 1, today: { served: 1 } })
  const later = await Watched.on(await connected(admin))
  expect(watched.hall).toEqual(later.hall)
  // No name, no subject: staff by number, tickets by theirs.
  expect(JSON.stringify(later.hall)).not.toMatch(/subjectId|link|session/)

  socket.emit('leaveHall')
  const { deltas } = watched
  await tell(step('issue', 1))
  await polled(() => later.hall?.head.waiting).toBe(2)
  expect(watched.deltas).toBe(deltas)
})

test('a hall configured anew comes whole', async () => {
  const { east, tell } = await aWatchedHall()
  const watched = await Watched.on(await connected(east))
  const before = watched.hall
  await tell(step('configured', 0, 7), step('issue', 1))
  await polled(() => watched.hall?.head.waiting).toBe(3)
  // The same plan once more is no reason to send it.
  expect(watched.hall?.plan).toBe(before?.plan)
})

test('nobody watches a hall that they do not see, nor goes on when they see it no more', async () => {
  const { east, west, admin, tell } = await aWatchedHall()
  const [theirs, others] = [await connected(east), await connected(west)]
  const watched = await Watched.on(theirs)
  for (const hallId of ['H1', 'H9'])
    expect(await asked(others, hallId)).toEqual({ ok: false, code: 'organisation.unknownHall' })
  for (const strange of [7, null, 'a b', '__proto__', 'x'.repeat(99)])
    expect(await asked(others, strange)).toMatchObject({ ok: false })
  await admin.command('organisation.moveHall', { hallId: 'H1', regionId: 'west' })
  await polled(() => watched.ended).toEqual(['organisation.unknownHall'])
  const { deltas } = watched
  const gained = await Watched.on(others)
  await tell(step('issue', 1))
  await polled(() => gained.hall?.head.waiting).toBe(3)
  expect(watched.deltas).toBe(deltas)
})

test('watching is bounded: hall after hall, not thousands', async () => {
  const { east } = await aWatchedHall()
  const socket = await connected(east)
  const answers: unknown[] = []
  for (let at = 0; at < 25; at += 1) answers.push(await asked(socket, 'H1'))
  expect(answers.at(0)).toMatchObject({ ok: true })
  expect(answers.at(-1)).toMatchObject({ ok: false, code: 'access.tooMany' })
})

test('figures, facts, replay and machines are for those who see the place, within bounds', async () => {
  const { hub, east, west, tell, facts } = await aWatchedHall()
  await tell(step('call', 4), step('start'), step('complete', 6), step('device', 1, 0), step('device', 1, 1))
  await hub.roller.flush()
  const figures = `/api/figures?from=${DAY}&to=${DAY}&measures=issued,served,handlingMs&by=hall&wait=50&place=`
  expect((await east.ask('GET', `${figures}region:east`)).body).toMatchObject({
    ...{ ok: true, halls: 1, next: null },
    rows: [{ key: ['H1'], sums: [2, 1, 6 * MINUTE], wait: [7 * MINUTE + 0] }],
  })
  expect((await east.ask('GET', `${figures}hall:H1&counter=C1`)).body).toMatchObject({
    rows: [{ sums: [0, 1, 6 * MINUTE] }],
  })
  const at = facts.entries.at(-4)?.at ?? 0
  const period = `from=${at - 60 * MINUTE}&to=${at + 60 * MINUTE}`
  const looks = {
    figures: `${figures}hall:H1`,
    hours: `/api/halls/H1/hours?day=${DAY}`,
    facts: `/api/halls/H1/facts?day=${DAY}&kinds=served`,
    replay: `/api/halls/H1/replay?at=${at}`,
    machine: `/api/halls/H1/machines/device/P1/history?${period}`,
  }
  expect((await east.ask('GET', looks.hours)).body).toMatchObject({
    hours: [{ hour: 10, sums: { issued: 2 } }],
  })
  expect((await east.ask('GET', looks.facts)).body).toMatchObject({ sum: 1, facts: [{ kind: 'served' }] })
  expect((await east.ask('GET', looks.replay)).body).toMatchObject({ hall: { head: { waiting: 1 } } })
  expect((await east.ask('GET', looks.machine)).body).toMatchObject({
    faults: 1,
    changes: [{ up: false }, { up: true }],
  })
  for (const path of Object.values(looks)) {
    expect((await west.ask('GET', path)).body).toEqual({ ok: false, code: 'organisation.unknownHall' })
    expect((await east.ask('GET', path.replaceAll('H1', 'H9'))).status).toBe(404)
  }
  expect((await west.ask('GET', `${figures}region:east`)).body).toMatchObject({
    code: 'organisation.unknownRegion',
  })
  expect((await east.ask('GET', `${figures}region:root`)).body).toMatchObject({
    code: 'organisation.unknownRegion',
  })
  for (const strange of [
    `${figures}nowhere:east`,
    `${figures}hall:H1&by=colour`,
    `${figures}hall:H1&limit=9999`,
    `${figures}hall:H1&after=[1,{}]`,
    `${figures}hall:H1&wait=101`,
    '/api/figures?place=hall:H1&measures=issued&from=2020-01-01&to=2026-01-01',
    '/api/figures?place=hall:H1&measures=issued&from=2026-02-30&to=2026-03-01',
    '/api/figures?place=hall:H1&measures=issued&from=2026-01-05&to=2026-01-01',
    '/api/halls/H1/hours?day=today',
    `/api/halls/H1/facts?day=${DAY}&kinds=everything`,
    `/api/halls/H1/facts?day=${DAY}&limit=100000`,
    '/api/halls/H1/replay',
    '/api/halls/H1/replay?at=1&number=1',
    '/api/halls/H1/replay?at=1e300',
    '/api/halls/H1/machines/device/P1/history?from=0&to=99999999999',
  ])
    expect([strange, (await east.ask('GET', strange)).status]).toEqual([strange, 400])
})

test('a hub that starts anew goes on from the states it kept, and adds nothing twice', async () => {
  const { hub, east, tell } = await aWatchedHall()
  await tell(step('call', 4), step('start'))
  const figures = `/api/figures?from=${DAY}&to=${DAY}&measures=issued,waits,served&place=hall:H1`
  await hub.roller.flush()
  await hub.close()
  // Without its facts a hall that is folded anew would be empty.
  const store = await aStore('sqlite', [], hub.database)
  await store.db('facts').delete()
  await store.close()
  const again = await hub.restart()
  east.hub = again
  expect(again.live.hall('H1' as never).position.number).toBeGreaterThan(5)
  expect((await east.ask('GET', figures)).body).toMatchObject({ rows: [{ sums: [2, 1, 0] }] })
  expect(again.log.lines.join('\n')).not.toMatch(/rollup.rebuilt|"error"/)
  expect(again.live.tiles()).toMatchObject([{ hallId: 'H1', waiting: 1, counters: { serving: 1 } }])
})
