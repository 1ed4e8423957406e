// Builders for this room's tests.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openJournal } from './journal.ts'
import type { Journal, JournalOptions } from './journal.ts'
import type { Fold } from './restore.ts'

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
