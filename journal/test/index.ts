// What tests of any room may use: `@service-hall/journal/testing`.
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { connect } from '../src/database.ts'
import type { Database } from '../src/database.ts'
import { openJournal } from '../src/journal.ts'
import type { Journal, JournalOptions } from '../src/journal.ts'
import { Keeper } from '../src/keeper.ts'
import type { KeeperClock, KeeperOptions } from '../src/keeper.ts'
import type { Fold } from '../src/restore.ts'

/** A bare connection to a file, whatever its format: to damage it, or to look at its rows. */
export const openBare = (path: string): Promise<Database> => connect(path)

export type Noted = { type: 'Noted'; text: string }

export function noted(text: string): Noted {
  return { type: 'Noted', text }
}

/** A path for one test, gone after it. */
export function aPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'hall.sqlite')
}

/** A UUIDv7 of this millisecond, as commands have. */
export function idMadeAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  const random = randomBytes(9).toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`
}

/** A journal that is closed after the test, with a clock that stands at 1,000 ms unless given. */
export async function aJournal(options: Partial<JournalOptions<Noted>> = {}): Promise<Journal<Noted>> {
  const journal = await openJournal<Noted>({ path: options.path ?? aPath(), clock: () => 1_000, ...options })
  onTestFinished(() => journal.close())
  return journal
}

/** All texts in their order: a state in which every lost, doubled or swapped fact shows. */
export const allTexts: Fold<string[], Noted> = {
  schema: 'texts-1',
  empty: () => [],
  evolve: (texts, fact) => [...texts, fact.text],
}

export async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** What a promise rejects with; undefined when it does not. */
export function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}

/** A clock whose time is moved by the test; timers are real and noted in `waits`. */
export type TestClock = KeeperClock & { advance(ms: number): void; waits: number[] }

export function aTestClock(): TestClock {
  let now = 1_000
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    advance: (ms) => void (now += ms),
    after(ms, task) {
      waits.push(ms)
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
  }
}

type Options = Partial<Omit<KeeperOptions<string[], Noted>, 'clock'>> & { clock?: TestClock }

export type TestKeeper = {
  keeper: Keeper<string[], Noted>
  path: string
  clock: TestClock
  /** Lines of the log. */
  log: string[]
  /** Closes it and opens its file anew. */
  reopen(changed?: Options): Promise<TestKeeper>
  /** Closes it and leaves the file as a process would that was killed at this moment: without a last snapshot. */
  crash(): Promise<void>
}

/** A keeper of `allTexts` that is closed after the test. */
export async function aKeeper(options: Options = {}): Promise<TestKeeper> {
  const { path = aPath(), clock = aTestClock() } = options
  const log: string[] = []
  const note = (event: string, ...rest: unknown[]): unknown => log.push(`${event} ${JSON.stringify(rest)}`)
  const whole = { fold: allTexts, log: { info: note, warn: note, error: note }, ...options, path, clock }
  const keeper = await Keeper.open<string[], Noted>(whole)
  onTestFinished(() => keeper.close())
  return {
    keeper,
    path,
    clock,
    log,
    async reopen(changed = {}) {
      await keeper.close()
      return aKeeper({ ...options, path, clock, ...changed })
    },
    async crash() {
      await keeper.flushed()
      for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${path}.crashed${end}`)
      await keeper.close()
      for (const end of ['', '-wal']) renameSync(`${path}.crashed${end}`, `${path}${end}`)
    },
  }
}

export type SmallDisk = Omit<TestKeeper, 'reopen'> & {
  /** The disk has room at its next opening, or none can be opened. */
  makeRoom(): void
  breakDisk(): void
  reopen(changed?: Options): Promise<SmallDisk>
}

/** A keeper on a disk that is full after a few facts of 2,000 characters. */
export async function aSmallDisk(options: Options = {}): Promise<SmallDisk> {
  const pragmas = options.pragmas ? [...options.pragmas] : ['max_page_count = 24']
  const test = await aKeeper({ reopenDelaysMs: [20], ...options, pragmas })
  return {
    ...test,
    makeRoom: () => void (pragmas[0] = 'max_page_count = 100000'),
    breakDisk: () => void (pragmas[0] = 'no such pragma ('),
    async reopen(changed = {}) {
      await test.keeper.close()
      return aSmallDisk({ ...options, pragmas, path: test.path, clock: test.clock, ...changed })
    },
  }
}
