import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from './journal.ts'
import type { Journal } from './journal.ts'
import { allTexts, idMadeAt, listOf, noted } from '../test/index.ts'
import type { Noted } from '../test/index.ts'

const HORIZON_MS = 1_000

/** Things that happen to a journal, in any order. `id` picks a command from a small pool, so that ids come again. */
type Event =
  | { do: 'append'; facts: number; id: number | undefined }
  | { do: 'settle' | 'restart' | 'fullDisk' | 'snapshot' | 'prune' }
  | { do: 'clock'; byMs: number }

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      facts: fc.integer({ min: 1, max: 4 }),
      id: fc.option(fc.nat(9), { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('settle', 'restart', 'fullDisk', 'snapshot', 'prune') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('clock' as const), byMs: fc.integer({ min: -300, max: 900 }) }),
  },
)

/** Drives a real journal and remembers what it acknowledged. */
class Driver {
  now = 10_000
  readonly #path: string
  readonly #pragmas: string[] = []
  readonly #pool = Array.from({ length: 10 }, (_, n) =>
    n < 3 ? `park-due:${n}` : idMadeAt(this.now + n * 200),
  )
  readonly acknowledged: string[] = []
  readonly answered = new Map<string, { answer: string; number: number }>()
  #prunedTo = 0
  #texts = 0
  #under: Promise<void>[] = []
  journal!: Journal<Noted>

  constructor(path: string) {
    this.#path = path
  }

  async open(): Promise<void> {
    const [path, pragmas] = [this.#path, this.#pragmas]
    this.journal = await openJournal<Noted>({ path, pragmas, horizonMs: HORIZON_MS, clock: () => this.now })
    expect(this.journal.lastNumber).toBe(this.acknowledged.length)
  }

  async run(step: Event): Promise<void> {
    if (step.do === 'append') this.#under.push(this.#execute(step.facts, step.id))
    else if (step.do === 'clock') this.now += step.byMs
    else await this.#settled().then(() => this.#onQuietJournal(step.do))
  }

  async #onQuietJournal(what: 'settle' | 'restart' | 'fullDisk' | 'snapshot' | 'prune'): Promise<void> {
    if (what === 'settle') return
    if (what === 'restart') return this.#restart()
    if (what === 'fullDisk') return this.#fillDisk()
    if (what === 'snapshot') {
      const { state, number } = await this.journal.restore(allTexts)
      return this.journal.saveSnapshot({ state, number, at: this.now, schema: allTexts.schema })
    }
    this.#prunedTo += await this.journal.prune({ before: this.now })
  }

  async #restart(): Promise<void> {
    await this.journal.close()
    await this.open()
  }

  /** Bounds the file to its present size, appends until it overflows, then gives the room back. */
  async #fillDisk(): Promise<void> {
    this.#pragmas.push('max_page_count = 1')
    await this.#restart()
    const command = { id: 'overflow', fingerprint: 'f', answer: 'never' }
    const tries = [
      this.journal.append({ facts: [noted('x'.repeat(400_000))], command }),
      this.journal.append({ facts: [noted('behind')] }),
    ]
    for (const outcome of await Promise.allSettled(tries))
      expect(outcome).toMatchObject({ reason: { code: 'journal.failed' } })
    this.#pragmas.pop()
    await this.journal.reopen()
    expect(await this.journal.recall('overflow')).toBeUndefined()
    expect(this.journal.lastNumber).toBe(this.acknowledged.length)
  }

  /** What every sender does: recall, else decide and append. */
  async #execute(count: number, poolIndex: number | undefined): Promise<void> {
    const id = poolIndex === undefined ? undefined : this.#pool[poolIndex]
    const recalled = id === undefined ? undefined : await this.journal.recall(id)
    if (id !== undefined && recalled) {
      expect(recalled).toMatchObject(this.answered.get(id)!)
      return
    }
    if (id !== undefined) this.#expectForgettable(id)
    const texts = Array.from({ length: count }, () => `text ${this.#texts++}`)
    const answer = texts.join()
    const command = id === undefined ? {} : { command: { id, fingerprint: 'f', answer } }
    const { entries, committed } = this.journal.submit({ facts: texts.map(noted), ...command })
    if (id !== undefined) this.answered.set(id, { answer, number: entries.at(-1)!.number })
    expect(await committed).toBe(entries)
    expect(entries.map((entry) => entry.number)).toEqual(
      texts.map((_, n) => this.acknowledged.length + 1 + n),
    )
    this.acknowledged.push(...texts)
  }

  /** An answer once given may be unknown only when its facts are pruned. */
  #expectForgettable(id: string): void {
    expect(this.answered.get(id)?.number ?? 0).toBeLessThanOrEqual(this.#prunedTo)
  }

  async #settled(): Promise<void> {
    await Promise.all(this.#under.splice(0))
    await this.journal.flushed()
  }

  /** Closes, opens again, and compares everything on disk with everything acknowledged. */
  async check(): Promise<void> {
    await this.#settled()
    await this.#restart()
    const kept = await listOf(this.journal.replay({ from: this.#prunedTo + 1 }))
    expect(kept.map((entry) => [entry.number, entry.fact.text])).toEqual(
      this.acknowledged.map((text, index) => [index + 1, text]).slice(this.#prunedTo),
    )
    expect(await this.journal.restore(allTexts)).toMatchObject({
      state: this.acknowledged,
      number: this.acknowledged.length,
    })
    for (const [id, answer] of this.answered) {
      if (answer.number > this.#prunedTo) expect(await this.journal.recall(id)).toMatchObject(answer)
    }
  }
}

test('whatever happens: numbers without gaps, acknowledged facts all there, the same answer for the same id', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      const folder = await mkdtemp(join(tmpdir(), 'journal-model-'))
      const driver = new Driver(join(folder, 'hall.sqlite'))
      await driver.open()
      try {
        for (const step of events) await driver.run(step)
        await driver.check()
      } finally {
        await driver.journal.close()
        await rm(folder, { recursive: true })
      }
    }),
    { numRuns: 60 },
  )
})
