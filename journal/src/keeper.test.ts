import { waitFor } from '@service-hall/harness/process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  aJournal,
  aKeeper,
  aPath,
  aSmallDisk,
  aTestClock,
  allTexts,
  listOf,
  noted,
  rejection,
} from '../test/index.ts'
import type { Noted, TestKeeper } from '../test/index.ts'
import type { Rebuilt } from './keeper.ts'
import { Keeper } from './keeper.ts'
import { Journal } from './journal.ts'
import { holdLock } from './lock.ts'
import { openStore } from './store.ts'

const textsOf = (entries: { fact: Noted }[]): string[] => entries.map(({ fact }) => fact.text)

/** Submits until the disk is full and the keeper has begun to rebuild; answers the texts that were durable. */
async function fill({ keeper }: Pick<TestKeeper, 'keeper'>): Promise<string[]> {
  const durable: string[] = []
  for (let at = 0; keeper.isReady; at += 1) {
    const facts = [noted(`${at} ${'x'.repeat(2_000)}`)]
    await keeper.submit({ facts }).committed.then(
      (entries) => durable.push(...textsOf(entries)),
      () => undefined,
    )
  }
  return durable
}

test('facts show in the state at once and are told once they are on disk, before their submit is answered', async () => {
  const { keeper } = await aKeeper()
  const seen: string[] = []
  keeper.onChanged(() => seen.push(`changed: ${keeper.state.join()}`))
  keeper.onCommitted((entries) =>
    seen.push(`committed: ${textsOf(entries).join()}, ${keeper.committedNumber}`),
  )
  const { committed } = keeper.submit({ facts: [noted('a'), noted('b')] })
  expect([keeper.number, keeper.committedNumber]).toEqual([2, 0])
  expect(seen).toEqual(['changed: a,b'])
  await committed.then(() => seen.push('answered'))
  expect(seen).toEqual(['changed: a,b', 'committed: a,b, 2', 'answered'])
})

test('every listener is told until the function it was answered is called', async () => {
  const { keeper } = await aKeeper()
  const seen: string[] = []
  const ends = ['one', 'two'].flatMap((name) => [
    keeper.onChanged(() => seen.push(`${name} changed`)),
    keeper.onCommitted(() => seen.push(`${name} committed`)),
  ])
  await keeper.submit({ facts: [noted('a')] }).committed
  expect(seen).toEqual(['one changed', 'two changed', 'one committed', 'two committed'])
  ends[0]?.()
  ends[1]?.()
  await keeper.submit({ facts: [noted('b')] }).committed
  expect(seen.slice(4)).toEqual(['two changed', 'two committed'])
})

test('the next run has the state of this one, from the snapshot that closing kept', async () => {
  const test = await aKeeper()
  void test.keeper.submit({ facts: [noted('a'), noted('b')] })
  const again = await test.reopen()
  expect(again.keeper.state).toEqual(['a', 'b'])
  expect(again.keeper.number).toBe(2)
  await again.keeper.close()
  expect(await (await aJournal({ path: test.path })).latestSnapshot()).toMatchObject({ number: 2 })
})

test('a command that was answered is answered alike in the next run', async () => {
  const test = await aKeeper()
  const command = { id: 'c1', fingerprint: 'f', answer: { ok: true } }
  await test.keeper.submit({ facts: [noted('a')], command }).committed
  const again = await test.reopen()
  expect(await again.keeper.recall('c1')).toEqual({ answer: { ok: true }, fingerprint: 'f', number: 1 })
})

test('a snapshot is kept every so many facts, by the state, and one at the start when so many had to be replayed', async () => {
  const test = await aKeeper({ snapshotEvery: (texts) => (texts.length >= 20 ? 100 : 10) })
  for (let at = 1; at <= 35; at += 1) await test.keeper.submit({ facts: [noted(`${at}`)] }).committed
  const numbers = async (): Promise<number[]> => {
    const journal = await aJournal({ path: test.path })
    const kept: number[] = []
    for (let upTo = Infinity; ;) {
      const snapshot = await journal.latestSnapshot(upTo === Infinity ? {} : { upTo })
      if (!snapshot) break
      kept.unshift(snapshot.number)
      upTo = snapshot.number - 1
    }
    await journal.close()
    return kept
  }
  await test.crash()
  expect(await numbers()).toEqual([10, 20])
  const again = await test.reopen({ snapshotEvery: () => 10 })
  expect(again.keeper.state).toHaveLength(35)
  await again.keeper.close()
  expect(await numbers()).toEqual([10, 20, 35])
})

test('facts past retention are forgotten with the next snapshot, and the state stays', async () => {
  const HOUR = 3_600_000
  const test = await aKeeper({ keepMs: () => 100 * HOUR, snapshotEvery: () => 5 })
  for (let at = 0; at < 60; at += 1) {
    await test.keeper.submit({ facts: [noted(`${at}`)] }).committed
    test.clock.advance(10 * HOUR)
  }
  const { state } = test.keeper
  const again = await test.reopen()
  expect(again.keeper.state).toEqual(state)
  await expect(again.keeper.replay({ from: 1 }).next()).rejects.toMatchObject({ code: 'journal.pruned' })
  expect((await listOf(again.keeper.replay({ from: 50 }))).map(({ number }) => number)).toHaveLength(11)
  expect(test.log.join()).toContain('journal.pruned')
})

test('what is read is shown only when the disk has caught up with it', async () => {
  const { keeper } = await aKeeper()
  const shown: string[] = []
  const show = (texts: string[]): void => {
    expect(keeper.committedNumber).toBeGreaterThanOrEqual(texts.length)
    shown.push(texts.join())
  }
  const { committed } = keeper.submit({ facts: [noted('a')] })
  const first = keeper.whenCommitted((texts) => texts, show)
  void keeper.submit({ facts: [noted('b')] })
  expect(shown).toEqual([])
  await Promise.all([committed, first])
  expect(shown).toEqual(['a'])
  await keeper.flushed()
  void keeper.whenCommitted((texts) => texts, show)
  expect(shown[1]).toBe('a,b')
})

test('a full disk takes back what was not durable, takes nothing, and goes on without a gap when there is room', async () => {
  const test = await aSmallDisk()
  const rebuilt: Rebuilt<Noted>[] = []
  test.keeper.onRebuilt((told) => rebuilt.push(told))
  const told: number[] = []
  test.keeper.onCommitted((entries) => told.push(...entries.map(({ number }) => number)))
  const durable = await fill(test)
  expect(() => test.keeper.submit({ facts: [noted('more')] })).toThrow(
    expect.objectContaining({ code: 'journal.failed' }),
  )
  await expect(
    test.keeper.whenCommitted(
      () => 0,
      () => undefined,
    ),
  ).rejects.toMatchObject({ code: 'journal.failed' })
  expect(test.keeper.state.length).toBeGreaterThan(durable.length)
  test.makeRoom()
  await test.keeper.settled()
  expect(test.keeper.state).toEqual(durable)
  expect(rebuilt).toHaveLength(1)
  expect(rebuilt[0]).toMatchObject({ number: durable.length, found: [] })
  expect(rebuilt[0]?.lost.map(({ number }) => number)).toEqual([durable.length + 1])
  const entries = await test.keeper.submit({ facts: [noted('after')] }).committed
  expect(entries[0]?.number).toBe(durable.length + 1)
  expect(told).toEqual(Array.from({ length: durable.length + 1 }, (_, at) => at + 1))
  expect((await test.reopen({ pragmas: [] })).keeper.state).toEqual([...durable, 'after'])
})

test('who waits for a commit that fails is told so', async () => {
  const test = await aSmallDisk()
  const outcomes: string[] = []
  while (test.keeper.isReady) {
    test.keeper.submit({ facts: [noted('x'.repeat(2_000))] }).committed.catch(() => undefined)
    const shown = test.keeper.whenCommitted(
      (texts) => texts.length,
      () => outcomes.push('shown'),
    )
    await shown.catch((error: { code: string }) => outcomes.push(error.code))
  }
  expect(outcomes.at(-1)).toBe('journal.failed')
  expect(new Set(outcomes.slice(0, -1))).toEqual(new Set(['shown']))
})

test('a disk that stays broken is tried again after longer and longer waits, and closing ends that', async () => {
  const test = await aSmallDisk({ reopenDelaysMs: [1, 2, 5] })
  test.breakDisk()
  await fill(test)
  await expect.poll(() => test.clock.waits.length, { timeout: 10_000 }).toBeGreaterThan(5)
  expect(test.clock.waits.slice(0, 5)).toEqual([1, 2, 5, 5, 5])
  expect(test.log.join()).toContain('journal.reopenFailed')
  await test.keeper.close()
  const { length } = test.clock.waits
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(test.clock.waits).toHaveLength(length)
})

test('closing while a broken disk is waited for does not wait for it', async () => {
  const test = await aSmallDisk({ reopenDelaysMs: [3_600_000] })
  const durable = await fill(test)
  await test.keeper.close()
  await expect(async () => test.keeper.submit({ facts: [noted('late')] })).rejects.toMatchObject({
    code: 'journal.closed',
  })
  expect((await test.reopen({ pragmas: [] })).keeper.state).toEqual(durable)
})

test('facts whose commit was reported as failed but reached the disk are told of as found', async () => {
  const path = aPath()
  const [clock, settings] = [aTestClock(), { path, clock: () => 1_000, horizonMs: 1e9, pragmas: [] }]
  const store = await openStore(settings)
  const insert = store.insert
  store.insert = {
    async run(params) {
      await insert.run(params)
      throw new Error('the line to the disk went away after the commit')
    },
  }
  const upcast = (fact: { type: string }): Noted => fact as Noted
  const journal = new Journal<Noted>({ ...settings, upcast }, await holdLock(path, 0), store)
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const keeper = new Keeper(
    journal,
    { path, fold: allTexts, clock, log, reopenDelaysMs: [1] },
    await journal.restore(allTexts),
  )
  const rebuilt = new Promise<Rebuilt<Noted>>((resolve) => void keeper.onRebuilt(resolve))
  const { committed } = keeper.submit({
    facts: [noted('a')],
    command: { id: 'c1', fingerprint: 'f', answer: 1 },
  })
  expect(await rejection(committed)).toMatchObject({ code: 'journal.failed' })
  expect(await waitFor('the state to be rebuilt', rebuilt)).toMatchObject({
    number: 1,
    lost: [],
    found: [{ number: 1, fact: { text: 'a' } }],
  })
  expect(keeper.state).toEqual(['a'])
  expect(await keeper.recall('c1')).toMatchObject({ answer: 1 })
  await keeper.close()
})

test('whatever is submitted, however often the disk is full and the program starts anew: the state is the facts on disk', async () => {
  const step = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({ kind: fc.constant('submit' as const), facts: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const), facts: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), facts: fc.constant(0) }) },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 2, max: 12 }),
      async (steps, every) => {
        let test = await aSmallDisk({ snapshotEvery: () => every, reopenDelaysMs: [1] })
        const acknowledged = new Set<string>()
        let made = 0
        for (const { kind, facts } of steps) {
          if (kind === 'restart') test = await test.reopen()
          else if (kind === 'settle') await test.keeper.settled()
          else if (test.keeper.isReady) {
            const texts = Array.from({ length: facts }, () => noted(`${(made += 1)} ${'x'.repeat(1_500)}`))
            test.keeper
              .submit({ facts: texts })
              .committed.then((entries) => textsOf(entries).forEach((text) => acknowledged.add(text)))
              .catch(() => test.makeRoom())
          }
        }
        await test.keeper.settled()
        const { state } = test.keeper
        expect(textsOf(await listOf(test.keeper.replay({ from: 1 })))).toEqual(state)
        for (const text of acknowledged) expect(state).toContain(text)
        expect((await test.reopen()).keeper.state).toEqual(state)
      },
    ),
    { numRuns: 30 },
  )
})

test('a fact that could not be read again is not taken', async () => {
  const { keeper } = await aKeeper({ fold: { ...allTexts, kinds: new Set(['Announced']) } })
  expect(() => keeper.submit({ facts: [noted('a')] })).toThrow(/does not know.*Noted/)
  expect(keeper.state).toEqual([])
})
