import type { AccountId, RosterProposal } from '@service-hall/contract'
import type { Clock } from '@service-hall/server-kit'
import { propose } from './propose.ts'
import type { ProposalTask } from './propose.ts'

/** Proposals at once on a node: each takes a core. */
const MOST_AT_ONCE = 2

export type ProposalRun = {
  solve(task: Omit<ProposalTask, 'clock'>): Promise<RosterProposal>
  end(): void
}

/** The proposals that are being made on this node: few at once, one for each account. */
export class ProposalRuns {
  readonly #clock: Clock
  readonly #running = new Set<AccountId>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes a place; null: there is none now. */
  begin(accountId: AccountId): ProposalRun | null {
    if (this.#running.size >= MOST_AT_ONCE || this.#running.has(accountId)) return null
    this.#running.add(accountId)
    return {
      solve: (task) => propose({ ...task, clock: this.#clock }),
      end: () => this.#running.delete(accountId),
    }
  }
}
