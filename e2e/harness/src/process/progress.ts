import { readdirSync, readFileSync } from 'node:fs'

/**
 * Whether a program still does something: it says lines, or it, with all that it started, uses the processor. On a busy
 * machine a program is slow, which no fixed time tells from one that waits for something that will not come.
 */
export type ProgressWatch = {
  /** It said something. */
  heard: () => void
  stop: () => void
}

export type Stillness = {
  /** How long it may neither say anything nor use the processor, ms. */
  stillMs: number
  /** Called once when it was still for so long. */
  onStill: () => void
}

const LOOKS = 20
/** Of the time between two looks: below that it only wakes up now and then to see that nothing has come. */
const WORKING_SHARE = 0.005
/** The kernel counts in hundredths of a second (USER_HZ is 100 on every Linux that Node runs on). */
const TICK_MS = 10

/** Watches the process `pid` and its descendants until it is stopped, or calls `onStill`. */
export function watchProgress(pid: number, { stillMs, onStill }: Stillness): ProgressWatch {
  const stretchMs = stillMs / LOOKS
  let used = processorMsOf(pid)
  let looked = performance.now()
  let lastMoved = looked
  const timer = setInterval(look, stretchMs)
  function look(): void {
    const [now, using] = [performance.now(), processorMsOf(pid)]
    // Less than before: a child has ended whose time nobody counts any more. That is something done, too.
    if (Math.abs(using - used) >= (now - looked) * WORKING_SHARE) lastMoved = now
    used = using
    looked = now
    if (now - lastMoved < stillMs) return
    stop()
    onStill()
  }
  function stop(): void {
    clearInterval(timer)
  }
  return { heard: () => void (lastMoved = performance.now()), stop }
}

/** Why it was given up: the rest of a sentence. */
export const stillWords = (stillMs: number): string =>
  `for ${Math.round(stillMs / 1_000)} s it said nothing and used no processor time`

type Row = { pid: number; parent: number; ms: number }

/** Processor time of a process, what it started, and what of that has ended. 0 where there is no /proc. */
export function processorMsOf(pid: number): number {
  const rows = processes()
  const family = new Set([pid])
  // Parents need not stand before their children: until a pass finds nobody new.
  for (let size = 0; size !== family.size;) {
    size = family.size
    for (const row of rows) if (family.has(row.parent)) family.add(row.pid)
  }
  return rows.reduce((sum, row) => sum + (family.has(row.pid) ? row.ms : 0), 0)
}

function processes(): Row[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(rowOf)
      .filter((row) => row !== null)
  } catch {
    // Not Linux: there only lines count.
    return []
  }
}

/** proc(5), stat: behind the name in brackets, which may hold anything, state, ppid, …, utime, stime, cutime, cstime. */
function rowOf(name: string): Row | null {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { pid: Number(name), parent: Number(fields[1]), ms: ticks * TICK_MS }
  } catch {
    // It ended meanwhile.
    return null
  }
}
