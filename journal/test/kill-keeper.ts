// Submits without end to the keeper of the journal named by the first argument and prints what was acknowledged, a line
// each. Snapshots are frequent and retention is short, so that a kill meets them too.
import { Keeper } from '../src/keeper.ts'

type Counted = { type: 'Counted'; name: string }
const [path = '', run = ''] = process.argv.slice(2)
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const keeper = await Keeper.open<Record<string, number>, Counted>({
  path,
  fold: {
    schema: 'counts-1',
    empty: () => ({}),
    evolve: (counts, { name }) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }),
  },
  clock: { now: () => Date.now(), after: () => () => undefined },
  log: quiet,
  snapshotEvery: () => 20,
  keepMs: () => 1,
  horizonMs: 1,
})

async function sender(name: string): Promise<never> {
  for (;;) {
    const before = keeper.state[name] ?? 0
    await keeper.submit({ facts: [{ type: 'Counted', name }] }).committed
    process.stdout.write(`${name} ${before + 1}\n`)
  }
}
await Promise.all(Array.from({ length: 8 }, (_, n) => sender(`${run}:${n}`)))
