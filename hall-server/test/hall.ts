import { join } from 'node:path'
import { publicConfig } from '@service-hall/contract'
import type {
  Actor,
  Answer,
  CommandResult,
  DecidableCommand,
  FactEntry,
  FactType,
} from '@service-hall/contract'
import { aHallFile, asKiosk, asStaff, command } from '@service-hall/contract/testing'
import type { HallFileOptions } from '@service-hall/contract/testing'
import { onTestFinished } from 'vitest'
import { openHall } from '../src/capabilities.ts'
import type { HallState } from '../src/capabilities.ts'
import type { HallOf, HallOptions } from '../src/core/hall.ts'
import { aClock } from '@service-hall/server-kit/testing'
import type { TestClock } from '@service-hall/server-kit/testing'
import { aFolder } from './folder.ts'
import { aLog } from '@service-hall/server-kit/testing'

export type TestHall = {
  hall: HallOf<HallState>
  clock: TestClock
  /** The journal's file. */
  path: string
  log: ReturnType<typeof aLog>
  /** Every fact committed since it was opened. */
  committed: FactEntry[]
  /** Types of the facts in `committed`, and how many there are of one. */
  types: () => FactType[]
  count: (type: FactType) => number
  /** Numbers of all tickets, in the order they were issued. */
  numbers: () => string[]
  /** `hall.execute` for what must succeed. */
  must: (actor: Actor, order: DecidableCommand) => Promise<{ upTo: number; result: CommandResult }>
  /** Issues a ticket at K1 and answers its id. */
  issue: (fields?: Parameters<typeof command<'ticket.issue'>>[1]) => Promise<string>
  /** S1001 opens C1, S1002 opens C2, and so on. */
  open: (...counterIds: string[]) => Promise<void>
  /** Closes it and opens its file anew, as after a restart. */
  reopen: (options?: Partial<Omit<HallOptions, 'clock'>>) => Promise<TestHall>
}

/** A real hall with a journal of its own, configured with `aHallFile(options)`; gone after the test. */
export async function aHall(
  options: HallFileOptions & { hall?: Partial<Omit<HallOptions, 'clock'>>; at?: number } = {},
): Promise<TestHall> {
  const path = join(aFolder(), 'journal.sqlite')
  const test = await open({ path, clock: aClock(options.at), ...options.hall })
  await test.must({ kind: 'system' }, command('hall.configure', { config: publicConfig(aHallFile(options)) }))
  return test
}

async function open(options: Partial<HallOptions> & { path: string; clock: TestClock }): Promise<TestHall> {
  const log = aLog()
  const hall = await openHall({ log, reopenDelaysMs: [5], ...options })
  onTestFinished(() => hall.close())
  const committed: FactEntry[] = []
  hall.onCommitted((entries) => committed.push(...entries))

  const must: TestHall['must'] = async (actor, order) => {
    const answer: Answer = await hall.execute(actor, order)
    if (!answer.ok) throw new Error(`${order.type} was refused: ${answer.code}`)
    return answer
  }
  return {
    hall,
    clock: options.clock,
    path: options.path,
    log,
    committed,
    types: () => committed.map(({ fact }) => fact.type),
    count: (type) => committed.filter(({ fact }) => fact.type === type).length,
    numbers: () => Object.values(hall.state.view.tickets).map(({ number }) => number),
    must,
    async issue(fields = {}) {
      const { result } = await must(asKiosk(), command('ticket.issue', fields))
      return result.ticket?.id ?? ''
    },
    async open(...counterIds) {
      for (const counterId of counterIds)
        await must(asStaff(`S100${counterId.slice(1)}`), command('counter.open', { counterId }))
    },
    async reopen(changed = {}) {
      await hall.close()
      return open({ ...options, ...changed })
    },
  }
}
