import { Command } from '@service-hall/contract'
import { slice } from '../memory/slice.ts'
import type { OutboxFact } from './facts.ts'

/**
 * Commands without an answer yet, oldest first, each as it was queued: by this release or by another, whose commands
 * this one may not know. They are kept whole whatever they are, and read when they are used.
 */
export type OutboxState = readonly unknown[]

export const outbox = slice<OutboxState, OutboxFact>({
  empty: [],
  evolve: {
    CommandQueued: (queued, { command }) => [...queued, command],
    CommandAnswered: (queued, { commandId }) =>
      queued.filter((command) => textOf(command, 'id') !== commandId),
  },
  // A release that keeps its commands in another way may know what this is: all of it is kept for such a one.
  migrate: (kept, whole) => (Array.isArray(kept) ? (kept as unknown[]) : isNothing(whole) ? [] : [whole]),
})

const read = new WeakMap<object, Command | null>()

/** A queued command as the contract of this release knows it; null when it does not. */
export function knownCommand(queued: unknown): Command | null {
  if (typeof queued !== 'object' || queued === null) return null
  const before = read.get(queued)
  if (before !== undefined) return before
  const { data = null } = Command.safeParse(queued)
  read.set(queued, data)
  return data
}

/** The commands that can be sent, oldest first. */
export function knownCommands(queued: OutboxState): Command[] {
  return queued.flatMap((command) => knownCommand(command) ?? [])
}

/** The command with this id, if it is queued and known. */
export function commandOf(queued: OutboxState, commandId: string): Command | undefined {
  return knownCommands(queued).find(({ id }) => id === commandId)
}

/** What can be said of a queued command that this release does not know: null where it does not say. */
export type UnknownCommand = { type: string | null; id: string | null }

/** Commands of another release that stay here until a release comes that knows them, oldest first. */
export function unknownCommands(queued: OutboxState): UnknownCommand[] {
  return queued
    .filter((command) => knownCommand(command) === null)
    .map((command) => ({ type: textOf(command, 'type'), id: textOf(command, 'id') }))
}

const LONGEST = 60

function textOf(command: unknown, name: 'id' | 'type'): string | null {
  const value =
    typeof command === 'object' && command !== null ? (command as Record<string, unknown>)[name] : null
  return typeof value === 'string' ? value.slice(0, LONGEST) : null
}

function isNothing(whole: unknown): boolean {
  return (
    whole === undefined || whole === null || (typeof whole === 'object' && Object.keys(whole).length === 0)
  )
}
