import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useHallStore } from './hall-store.ts'
import { aHall } from '../../test/a-hall.ts'
import type { TestHall } from '../../test/a-hall.ts'
import { HallAtSocket, until } from '../../test/hall-at-socket.ts'

let facts: TestHall
let server: HallAtSocket
let hall: ReturnType<typeof useHallStore>

beforeEach(async () => {
  setActivePinia(createPinia())
  facts = aHall()
  server = new HallAtSocket(facts)
  await server.start()
  hall = useHallStore()
})
afterEach(async () => {
  hall.disconnect()
  await server.stop()
})

async function connected(): Promise<void> {
  hall.connect({ url: server.url, answerMs: 200, retryMs: 20 })
  await until(() => hall.link === 'online', 'online')
}

describe('following the hall', () => {
  test('starts from a snapshot and knows who is signed in', async () => {
    facts.issue()
    await connected()
    expect(hall.view).toEqual(facts.view)
    expect(hall.you).toMatchObject({ kind: 'staff', staffId: 'S1' })
    expect(hall.staffNames).toEqual({ S1: '陈晓燕' })
  })

  test('shows the time of the hall, not of this machine', async () => {
    await connected()
    expect(Math.abs(hall.clockNow() - facts.now())).toBeLessThan(1000)
    expect(Math.abs(hall.now - facts.now())).toBeLessThan(1100)
  })

  test('knows how many wait near by as long as that is of now, and says nothing of what it does not know', async () => {
    await connected()
    const tell = (ageMs: number | null, waiting: number): void =>
      server.tellSurroundings({
        ...{ version: null, places: null, ageMs },
        waiting: [{ hallId: 'H2' as never, waiting, longestMs: null }],
      })
    expect(hall.waitingNow('H2' as never)).toBeNull()
    tell(59_000, 4)
    await until(() => hall.waitingNow('H2' as never)?.waiting === 4, '4 waiting')
    expect(hall.waitingNow('H9' as never)).toBeNull()
    tell(61_000, 5)
    await until(() => hall.waitingNow('H2' as never) === null, 'a figure that is too old')
  })

  test('folds facts as they come and tells each of them once', async () => {
    await connected()
    const heard: number[] = []
    hall.onFact((entry) => heard.push(entry.number))
    const id = facts.issue()
    server.send(facts.batch(3))
    server.send(facts.batch(3))
    facts.open('C1')
    facts.call(id)
    server.send(facts.batch(4))
    await until(() => hall.view.number === 5, 'fact 5')
    expect(hall.view).toEqual(facts.view)
    expect(heard).toEqual([3, 4, 5])
  })

  test('subscribes again when facts in between are missing', async () => {
    await connected()
    facts.issue()
    facts.issue()
    server.send(facts.batch(4))
    await until(() => hall.view.number === 4, 'fact 4')
    expect(server.subscriptions).toBe(2)
    expect(hall.view).toEqual(facts.view)
  })

  test('keeps facts that come while it subscribes', async () => {
    facts.issue()
    // The snapshot is of fact 2; fact 3 arrives before the screen has it.
    server.snapshotOf = () => {
      server.send(facts.batch(3))
      return facts.viewAfter(2)
    }
    await connected()
    await until(() => hall.view.number === 3, 'fact 3')
    expect(server.subscriptions).toBe(1)
  })

  test('says that the line is lost, and heals with what was missed', async () => {
    await connected()
    await server.stop()
    await until(() => hall.link === 'lost', 'lost')
    facts.issue()
    await server.start()
    await until(() => hall.link === 'online', 'online again')
    expect(hall.view).toEqual(facts.view)
  })

  test('ends when the session ended, and sends nothing more', async () => {
    await connected()
    server.end('access.signIn')
    await until(() => hall.link === 'signedOut', 'signed out')
    expect(hall.endedBy).toBe('access.signIn')
    expect(await hall.send({ type: 'ticket.call', counterId: 'C1' } as never)).toBeNull()
    expect(server.commands).toEqual([])
  })

  test('is signed out when the connection is refused for want of a session', async () => {
    server.refuses = 'access.signIn'
    hall.connect({ url: server.url, retryMs: 20 })
    await until(() => hall.link === 'signedOut', 'signed out')
  })

  test('keeps trying when the hall is recovering', async () => {
    server.refuses = 'hall.recovering'
    hall.connect({ url: server.url, retryMs: 20 })
    await until(() => server.refused >= 2, 'refused twice')
    server.refuses = null
    await until(() => hall.link === 'online', 'online')
  })
})

describe('sending commands', () => {
  const callNext = { type: 'ticket.call', counterId: 'C1' } as never

  test('sends once and gives the answer', async () => {
    await connected()
    const sent = hall.send(callNext)
    expect(hall.pending.map((command) => command.type)).toEqual(['ticket.call'])
    expect(await sent).toEqual({ ok: true, upTo: 1, result: {} })
    expect(hall.pending).toEqual([])
    expect(server.commands).toHaveLength(1)
  })

  test('gives a refusal as it came', async () => {
    await connected()
    server.answer = () => ({ ok: false, code: 'queue.empty' })
    expect(await hall.send(callNext)).toEqual({ ok: false, code: 'queue.empty' })
  })

  test('asks again with the same id when there is no answer', async () => {
    await connected()
    server.answer = (_command, attempt) => (attempt < 3 ? 'silent' : { ok: true, upTo: 9, result: {} })
    expect(await hall.send(callNext)).toMatchObject({ upTo: 9 })
    expect(server.commands).toHaveLength(3)
    expect(new Set(server.commands.map((command) => command.id)).size).toBe(1)
  })

  test.each(['hall.recovering', 'hall.storage'] as const)(
    'asks again after a passing refusal: %s',
    async (code) => {
      await connected()
      server.answer = (_command, attempt) =>
        attempt === 1 ? { ok: false, code } : { ok: true, upTo: 2, result: {} }
      expect(await hall.send(callNext)).toMatchObject({ ok: true })
      expect(server.commands).toHaveLength(2)
      expect(new Set(server.commands.map((command) => command.id)).size).toBe(1)
    },
  )

  test('asks again after the line came back', async () => {
    await connected()
    server.answer = () => 'silent'
    const sent = hall.send(callNext)
    await until(() => server.commands.length === 1, 'the first attempt')
    await server.stop()
    await until(() => hall.link === 'lost', 'lost')
    server.answer = () => ({ ok: true, upTo: 3, result: {} })
    await server.start()
    expect(await sent).toMatchObject({ upTo: 3 })
    expect(new Set(server.commands.map((command) => command.id)).size).toBe(1)
  })

  test('stops asking when told to', async () => {
    await connected()
    server.answer = () => 'silent'
    const sent = hall.send(callNext)
    await until(() => server.commands.length >= 1, 'the first attempt')
    hall.giveUp(hall.pending[0]!.id)
    expect(await sent).toBeNull()
    expect(hall.pending).toEqual([])
  })

  test('gives up by itself after its patience', async () => {
    hall.connect({ url: server.url, answerMs: 20, retryMs: 20, patienceMs: 120 })
    await until(() => hall.link === 'online', 'online')
    server.answer = () => 'silent'
    expect(await hall.send(callNext)).toBeNull()
  })
})
