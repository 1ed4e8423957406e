import { readFileSync } from 'node:fs'

/** Ticks of the kernel's clock in a second, on every Linux that Node runs on (sysconf `_SC_CLK_TCK`). */
const TICKS = 100
const PAGE_BYTES = 4096

/** What processes took of the machine between two looks. */
export class ProcessUse {
  readonly #pids: readonly number[]
  #cpu: number
  #at: number

  constructor(...pids: number[]) {
    this.#pids = pids
    this.#cpu = this.#seconds()
    this.#at = performance.now()
  }

  /** Cores used since the last look; memory in use now, MB (resident). Linux only. */
  look(): { core: number; rssMb: number } {
    const [cpu, at] = [this.#seconds(), performance.now()]
    const core = (cpu - this.#cpu) / ((at - this.#at) / 1_000)
    this.#cpu = cpu
    this.#at = at
    const pages = this.#pids.map((pid) => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]))
    const bytes = pages.reduce((sum, count) => sum + count * PAGE_BYTES, 0)
    return { core: Math.round(core * 1_000) / 1_000, rssMb: Math.round(bytes / 1_048_576) }
  }

  /** Time on a processor, s: fields 14 and 15 of proc(5) `stat`, all threads. */
  #seconds(): number {
    return this.#pids.reduce((sum, pid) => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return sum + (Number(fields[11]) + Number(fields[12])) / TICKS
    }, 0)
  }
}
