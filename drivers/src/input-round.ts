import { fstat } from 'node:fs'
import type { Cancel } from './clock.ts'

/**
 * A TCP line needs one: the poll that follows. A serial line needs the poll, a read by a worker thread, and perhaps a
 * second read, because a terminal gives 4,095 bytes at a time.
 */
const ROUNDS = 4
/** Worker threads that all hang on a disk read no line either: nothing more is waited for, ms. */
const LONGEST_MS = 2_000

/**
 * Runs `task` once whatever had come in by now was read and handed on. Timers of Node are due before its input is read,
 * so after a standstill of the process (a slow disk, a collection of garbage) all deadlines have passed while the answers
 * lie in the kernel. Each round lets the loop poll once and one errand pass through the worker threads, which take
 * errands in order: the reads of lines that the poll had found readable come before it.
 */
export function afterInput(task: () => void): Cancel {
  let over = false
  const finish = () => {
    if (over) return
    over = true
    clearTimeout(bound)
    task()
  }
  const bound = setTimeout(() => setImmediate(finish), LONGEST_MS)
  const round = (left: number) => {
    if (over) return
    if (left === 0) return finish()
    // What becomes of the errand does not matter.
    setImmediate(() => fstat(0, () => round(left - 1)))
  }
  round(ROUNDS)
  return () => {
    over = true
    clearTimeout(bound)
  }
}
