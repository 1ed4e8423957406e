import { isTransient, uuid7 } from '@service-hall/contract'
import type { Answer, Command, CommandId, CommandType } from '@service-hall/contract'

/** A command before it has its id. */
export type Unsent = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never

/** A command that was sent and has no answer yet. */
export type PendingCommand = {
  id: CommandId
  type: CommandType
  /** When it was first sent, epoch ms. */
  since: number
  attempts: number
}

/** How commands reach the hall. */
export type CommandWire = {
  /** Resolves once the link is up; at once when it is. */
  untilOnline: () => Promise<void>
  /** One attempt; rejects when no answer came in time or the line broke. */
  emit: (command: Command) => Promise<Answer>
}

export type OutboxOptions = {
  wire: CommandWire
  now: () => number
  /** Told of every change of what is pending. */
  changed: (pending: PendingCommand[]) => void
  /** Pause between two attempts, ms. */
  retryMs?: number
  /** After this long without an answer a command is given up, ms. */
  patienceMs?: number
}

export type Outbox = {
  /** Sends until answered, with one id. Null: given up, and whether it was done shows in the facts. */
  send: (command: Unsent) => Promise<Answer | null>
  /** Stops waiting for one command. */
  giveUp: (id: CommandId) => void
  giveUpAll: () => void
}

type Entry = PendingCommand & {
  command: Command
  settle: (answer: Answer | null) => void
}

/** Whether the answer is final; a transient refusal is asked again. */
const isFinal = (answer: Answer): boolean => answer.ok || !isTransient(answer.code)

function newId(now: number): CommandId {
  return uuid7(now, crypto.getRandomValues(new Uint8Array(10))) as CommandId
}

/** Keeps every command until it is answered: the same id always gets the same answer, so asking again is safe. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { wire, now, changed, retryMs = 400, patienceMs = 60_000 } = options
  const entries = new Map<CommandId, Entry>()
  const tell = (): void =>
    changed([...entries.values()].map(({ id, type, since, attempts }) => ({ id, type, since, attempts })))

  async function attempt(entry: Entry): Promise<Answer | null> {
    await wire.untilOnline()
    if (!entries.has(entry.id)) return null
    entry.attempts += 1
    tell()
    try {
      return await wire.emit(entry.command)
    } catch {
      // No answer in time: asked again with the same id.
      return null
    }
  }

  const pauseAfter = (answer: Answer | null): number =>
    answer?.ok === false ? Math.max(retryMs, answer.retryAfterMs ?? 0) : retryMs

  async function deliver(entry: Entry): Promise<void> {
    while (entries.has(entry.id)) {
      const answer = await attempt(entry)
      if (answer && isFinal(answer)) entry.settle(answer)
      else await new Promise((resolve) => setTimeout(resolve, pauseAfter(answer)))
    }
  }

  function send(unsent: Unsent): Promise<Answer | null> {
    const id = newId(now())
    const command = { ...unsent, id }
    return new Promise((resolve) => {
      const patience = setTimeout(() => giveUp(id), patienceMs)
      const settle = (answer: Answer | null): void => {
        clearTimeout(patience)
        if (!entries.delete(id)) return
        tell()
        resolve(answer)
      }
      const entry: Entry = { id, type: command.type, since: now(), attempts: 0, command, settle }
      entries.set(id, entry)
      tell()
      void deliver(entry)
    })
  }

  function giveUp(id: CommandId): void {
    entries.get(id)?.settle(null)
  }

  return { send, giveUp, giveUpAll: () => [...entries.keys()].forEach(giveUp) }
}
