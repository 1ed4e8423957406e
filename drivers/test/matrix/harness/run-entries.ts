import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { stillWords, watchProgress } from '@service-hall/harness/process'
import type { Cell } from './cell.ts'
import type { Listed } from './entries.ts'
import type { FaultName } from './faults.ts'
import { rows } from './rows.ts'

export type Wanted = {
  every?: boolean
  fault?: FaultName
  /** Entries at a time; most of each is waiting. */
  atOnce?: number
  /** Keeps what the processes write to standard error to itself. */
  quiet?: boolean
  onCell?: (cell: Cell) => void
}

/** Longer than the longest wait inside an entry. */
const STILL_MS = 90_000

/** Runs entries, each in a process of its own, and gives all their cells. */
export async function runEntries(listed: readonly Listed[], wanted: Wanted = {}): Promise<Cell[]> {
  const waiting = [...listed]
  const cells: Cell[] = []
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      cells.push(...(await runEntry(next, wanted)))
  }
  await Promise.all(Array.from({ length: wanted.atOnce ?? 6 }, work))
  return cells
}

async function runEntry({ file, entry }: Listed, { every, fault, quiet, onCell }: Wanted): Promise<Cell[]> {
  const script = fileURLToPath(new URL('run-entry.ts', import.meta.url))
  const args = [script, file, entry.title]
  if (every) args.push('--every')
  if (fault) args.push('--fault', fault)
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'] })
  const ended = new Promise<string>((resolve) =>
    child.once('close', (code, signal) => resolve(String(signal ?? code))),
  )
  let gaveUp: string | undefined
  const watch = watchProgress(child.pid ?? 0, {
    stillMs: STILL_MS,
    onStill: () => {
      gaveUp = `was ended: ${stillWords(STILL_MS)}`
      child.kill('SIGKILL')
    },
  })
  const cells: Cell[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    watch.heard()
    const cell = JSON.parse(line) as Cell
    cells.push(cell)
    onCell?.(cell)
  }
  const how = await ended
  watch.stop()
  const missing = rows.filter(
    ([name]) => (fault ?? name) === name && !cells.some((cell) => cell.fault === name),
  )
  for (const [name] of missing) {
    const cell = crashed(entry.title, name, gaveUp ?? `ended with ${how}`)
    cells.push(cell)
    onCell?.(cell)
  }
  return cells
}

function crashed(title: string, fault: FaultName, how: string): Cell {
  const words = `FAILED: the process ${how}`
  return { title, fault, ok: false, words, complaints: [words], statuses: [], grown: {}, slowestMs: 0 }
}
