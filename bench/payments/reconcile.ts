import { withWorkFolder } from '@service-hall/harness/work-folder'
import { runHelper } from '../lib/helper-process.ts'
import { STRANGE, UNEQUAL } from './day.ts'
import type { ComparedDay, PreparedDay } from './day.ts'

export type ReconcileFigures = { lines: number; seconds: number; rssMb: number }

/**
 * Compares a day of so many lines, and whether the planted differences and nothing else were found. The process that does it
 * has done nothing else: `rssMb` is the most that it held.
 */
export async function benchReconcile(lines: number, say: (line: string) => void): Promise<ReconcileFigures> {
  return withWorkFolder('reconcile', async (folder) => {
    const { facts } = await runHelper<PreparedDay>('payments/prepare-day.ts', { folder, lines })
    say(`a day of ${lines} payments, ${facts} facts`)
    const found = await runHelper<ComparedDay>('payments/compare-day.ts', { folder, lines })
    const { matched, cases, seconds, rssMb } = found
    if (found.lines !== lines || cases !== STRANGE + UNEQUAL || matched !== lines - cases)
      throw new Error(`other differences than the planted ones: ${JSON.stringify(found)}`)
    return { lines, seconds, rssMb }
  })
}
