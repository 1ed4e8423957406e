import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyState, idMaker, stateAfter } from '../../../test/builders.ts'
import type { AgentFact, AgentState } from '../../capabilities.ts'
import { knownCommands } from '../../outbox/state.ts'
import { cashEnded, cashRecorded } from './decide.ts'

const DEVICE = 'K1-cash'

/** An acceptor that tells of each note until it knows that it has been believed. */
type Acceptor = { untold: { creditId: string; fen: number }[]; boxFen: number; notes: number }

/** A hall that counts each credit once, however often it hears of it. */
class Hall {
  readonly credits = new Map<string, number>()
  /** Sum of what it had heard of when it was told the end. */
  atEnd: number | null = null

  get fen(): number {
    return [...this.credits.values()].reduce((sum, fen) => sum + fen, 0)
  }
}

/** The agent between them: what is on its disk, and what it knows beyond that. */
class Program {
  disk: AgentFact[] = []
  state: AgentState = emptyState()
  readonly #newId = idMaker()

  keep(facts: AgentFact[]): void {
    this.disk.push(...facts)
    this.state = stateAfter(facts, this.state)
  }

  /** Killed, and started again from its disk. */
  restart(): void {
    this.state = stateAfter(this.disk)
  }

  /** `dies`: before the write, behind it (the acceptor is not told), or not at all. */
  hear(acceptor: Acceptor, dies: 'before' | 'behind' | 'no'): void {
    const [note] = acceptor.untold
    if (!note || dies === 'before') return
    const event = {
      type: 'credited',
      noteId: note.creditId,
      creditId: note.creditId,
      denominationFen: note.fen,
    } as const
    const memory = { series: 's', lastNote: acceptor.notes, note: null, eventCounter: null, accepting: true }
    // The driver's own memory knows which note it told: one that is on disk is not told again.
    const known = this.disk.some(
      (fact) =>
        fact.type === 'CashRecorded' && fact.credits.some(({ creditId }) => creditId === note.creditId),
    )
    if (!known) this.keep(cashRecorded(this.state, DEVICE, { memory, events: [event] }, this.#newId))
    if (dies === 'no') acceptor.untold.shift()
  }

  /** Sends what is queued, side by side: some of it arrives, and of that some is answered. Bits from the oldest on. */
  send(hall: Hall, { arrives, answered }: { arrives: number; answered: number }): void {
    for (const [index, command] of knownCommands(this.state.outbox).entries()) {
      const bit = 1 << (index % 30)
      if ((arrives & bit) === 0) continue
      if (command.type === 'payment.credit') hall.credits.set(command.creditId, command.fen)
      if (command.type === 'payment.endCash') hall.atEnd ??= hall.fen
      const answer = { ok: true, upTo: 1, result: {} } as const
      if ((answered & bit) !== 0) this.keep([{ type: 'CommandAnswered', commandId: command.id, answer }])
    }
  }

  endDue(): void {
    this.keep(cashEnded(this.state, DEVICE, this.#newId))
  }
}

const ALL = 0x3fffffff

const step = fc.oneof(
  fc.record({ is: fc.constant('note' as const), fen: fc.constantFrom(100, 1_000, 10_000) }),
  fc.record({ is: fc.constant('hear' as const), dies: fc.constantFrom('before', 'behind', 'no', 'no') }),
  fc.record({ is: fc.constant('send' as const), arrives: fc.nat(ALL), answered: fc.nat(ALL) }),
  fc.constant({ is: 'crash' as const }),
  fc.constant({ is: 'endDue' as const }),
)

test('whatever dies when, every note in the box is counted at the hall once, and the end is told after all of them', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), fc.nat(20), (steps, endAt) => {
      const acceptor: Acceptor = { untold: [], boxFen: 0, notes: 0 }
      const hall = new Hall()
      const program = new Program()
      const attemptId = 'attempt-000001'
      program.keep([
        { type: 'CashOpened', deviceId: DEVICE, orderId: 'order-000001', attemptId, short: 'credit' },
      ])
      let isEnding = false
      for (const [index, one] of steps.entries()) {
        if (index === endAt) {
          // The acceptor is at rest first: nothing comes after it.
          while (acceptor.untold.length > 0) program.hear(acceptor, 'no')
          program.keep([{ type: 'CashEnding', deviceId: DEVICE, short: 'credit' }])
          isEnding = true
        }
        if (one.is === 'note' && !isEnding) {
          acceptor.untold.push({ creditId: `note-${(acceptor.notes += 1)}`, fen: one.fen })
          acceptor.boxFen += one.fen
        }
        if (one.is === 'hear') {
          program.hear(acceptor, one.dies)
          if (one.dies !== 'no') program.restart()
        }
        if (one.is === 'send') program.send(hall, one)
        if (one.is === 'crash') program.restart()
        if (one.is === 'endDue') program.endDue()
      }
      while (acceptor.untold.length > 0) program.hear(acceptor, 'no')
      if (!isEnding) program.keep([{ type: 'CashEnding', deviceId: DEVICE, short: 'credit' }])
      for (let round = 0; round < 3; round += 1) {
        program.send(hall, { arrives: ALL, answered: ALL })
        program.endDue()
      }
      expect(hall.fen).toBe(acceptor.boxFen)
      expect(hall.atEnd).toBe(acceptor.boxFen)
      expect(program.state.cashAccounts[DEVICE]?.place).toMatchObject({
        fen: acceptor.boxFen,
        stage: 'ended',
      })
      expect(program.state.outbox).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})
