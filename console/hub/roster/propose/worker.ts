// A thread of its own: the solver stands still in it until it is done, and is ended by ending the thread.
import { parentPort, workerData } from 'node:worker_threads'
import highs from 'highs'
import { greedyPlan } from './greedy.ts'
import { lpText } from './lp-text.ts'
import type { WorkerNote, WorkerTask } from './messages.ts'
import { costOf } from './plan-cost.ts'
import { gapOf, readLogLine } from './solver-log.ts'

/** Part of the time that the fallback may take at most. */
const SIMPLE_SHARE = 0.25
/** Whatever is within one part in a hundred of the best is good enough. */
const GAP = 0.01

const { model, seconds } = workerData as WorkerTask
const say = (note: WorkerNote): void => parentPort?.postMessage(note)

const began = performance.now()
const elapsed = (): number => (performance.now() - began) / 1_000
const simple = greedyPlan(model, () => elapsed() > seconds * SIMPLE_SHARE)
const simpleCost = costOf(model, simple).cost
say({ kind: 'progress', gap: null, best: simpleCost })

let bound: number | null = null
const solver = await highs({
  print: (line: string) => {
    const read = readLogLine(line)
    if (!read) return
    bound = read.bound
    say({ kind: 'progress', gap: read.best === null ? null : gapOf(read.best, read.bound), best: read.best })
  },
  printErr: () => undefined,
})
const exact = solve()
const best = exact !== null && costOf(model, exact).cost <= simpleCost + 1e-6 ? exact : null
const cost = best ? costOf(model, best).cost : simpleCost
say({
  kind: 'done',
  taken: [...(best ?? simple)],
  method: best ? 'exact' : 'simple',
  gap: bound === null ? null : gapOf(cost, bound),
})

/** The choices of the solver's plan; null: none was found in time. */
function solve(): Set<number> | null {
  if (model.choices.length === 0) return null
  const { Columns } = solver.solve(lpText(model), {
    time_limit: Math.max(1, seconds - elapsed()),
    mip_rel_gap: GAP,
    random_seed: 1,
    output_flag: true,
    log_to_console: true,
  })
  const taken = new Set<number>()
  model.choices.forEach((_choice, at) => {
    const column = Columns[`x${at}`]
    if (column && 'Primal' in column && column.Primal > 0.5) taken.add(at)
  })
  return taken.size === 0 && model.fixed.length === 0 && simple.size > 0 ? null : taken
}
