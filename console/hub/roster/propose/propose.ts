import { Worker } from 'node:worker_threads'
import type { DayDemand, RosterContext, RosterDuty, RosterProposal, RosterRow } from '@service-hall/contract'
import type { Clock } from '@service-hall/server-kit'
import type { WorkerNote, WorkerTask } from './messages.ts'
import { rosterModel } from './model.ts'
import type { RosterModel } from './model.ts'
import { costOf } from './plan-cost.ts'

/** A thread that says nothing so much longer than it was given is ended, ms: reading a model takes its time, too. */
const GRACE_MS = 30_000

export type ProposalTask = {
  context: RosterContext
  demand: readonly DayDemand[]
  /** Cells that stay as they are. */
  kept: readonly RosterRow[]
  seconds: number
  clock: Clock
  progress: (note: { seconds: number; gap: number | null; best: number | null }) => void
  /** Ends it; it is then rejected. */
  signal: AbortSignal
}

/** Proposes a week: by an exact solver in a thread of its own, bounded in time, else by simple choice. */
export function propose({
  context,
  demand,
  kept,
  seconds,
  clock,
  progress,
  signal,
}: ProposalTask): Promise<RosterProposal> {
  const model = rosterModel(context, demand, kept)
  const began = clock.monotonic()
  const elapsed = (): number => Math.round((clock.monotonic() - began) / 100) / 10
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { model, seconds } satisfies WorkerTask,
    })
    const end = (settle: () => void): void => {
      cancel()
      signal.removeEventListener('abort', abort)
      void worker.terminate()
      settle()
    }
    const abort = (): void => end(() => reject(new Error('the proposal was stopped')))
    const cancel = clock.after(seconds * 1_000 + GRACE_MS, () =>
      end(() => reject(new Error('the solver did not end in time'))),
    )
    signal.addEventListener('abort', abort)
    if (signal.aborted) return abort()
    worker.on('error', (error: Error) => end(() => reject(error)))
    worker.on('exit', () => end(() => reject(new Error('the solver ended without a plan'))))
    worker.on('message', (note: WorkerNote) => {
      if (note.kind === 'progress') return progress({ seconds: elapsed(), gap: note.gap, best: note.best })
      const taken = new Set(note.taken)
      const { missing, over } = costOf(model, taken)
      const rows = rowsOf(model, taken, kept)
      end(() => resolve({ rows, method: note.method, gap: note.gap, seconds: elapsed(), missing, over }))
    })
  })
}

/** A plan as rows; what was set before keeps its counter. */
function rowsOf(model: RosterModel, taken: ReadonlySet<number>, kept: readonly RosterRow[]): RosterRow[] {
  const keptOf = new Map(kept.map((row) => [row.number as string, row.days]))
  const rows = model.people.map(({ number }) => ({
    number: number as RosterRow['number'],
    days: Array.from({ length: 7 }, (): RosterDuty => null),
  }))
  for (const at of taken) {
    const choice = model.choices[at]
    const row = choice && rows[choice.person]
    const shift = choice && model.shifts[choice.shift]
    if (!choice || !row || !shift) continue
    row.days[choice.day] = keptOf.get(row.number)?.[choice.day] ?? {
      shift: shift.id as NonNullable<RosterDuty>['shift'],
    }
  }
  return rows
}
