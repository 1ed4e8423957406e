import { appendFileSync } from 'node:fs'
import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { withoutPrivate } from './without-private.ts'

/** A file of the log is left for the next at this size, bytes; two are kept. */
const FILE_BYTES = 1_000_000
/** Longest line that is kept, characters. */
const LONGEST_LINE = 4_000
/** Lines that wait for the disk, characters: when it takes no more, the oldest go, and that is said. */
const MOST_WAITING = 500_000
/** How often what was said goes to the disk, ms. */
const WRITE_MS = 500

/**
 * The program's own log over its restarts, in two files of bounded size: for the region to fetch. Nothing that looks like
 * somebody's number or like a secret is kept, whoever put it into a line.
 */
export class RecentLog {
  #path: string | null = null
  #waiting: string[] = []
  #length = 0
  #dropped = 0
  #size = 0
  #timer: NodeJS.Timeout | null = null
  #turn: Promise<void> = Promise.resolve()

  /** From now on it is kept in this folder, with what was said before. */
  async keepIn(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, 'agent.log')
    this.#size = await sizeOf(path)
    this.#path = path
    this.#writeSoon()
  }

  add(line: string): void {
    const short = line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…\n` : line
    const kept = withoutPrivate(short)
    this.#waiting.push(kept)
    this.#length += kept.length
    while (this.#length > MOST_WAITING) {
      this.#length -= this.#waiting.shift()?.length ?? 0
      this.#dropped += 1
    }
    this.#writeSoon()
  }

  /** What is kept, the oldest first. */
  async read(): Promise<string> {
    if (this.#path === null) return this.#waiting.join('')
    await this.#write()
    const [before, latest] = await Promise.all([readText(`${this.#path}.1`), readText(this.#path)])
    return before + latest
  }

  /** For the end of the process: there is no time for anything else. */
  flushNow(): void {
    if (this.#path === null || this.#waiting.length === 0) return
    try {
      appendFileSync(this.#path, this.#taken(), { mode: 0o600 })
    } catch {
      // The same lines are on stderr.
    }
  }

  #writeSoon(): void {
    if (this.#path === null || this.#timer !== null || this.#waiting.length === 0) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.#write()
    }, WRITE_MS)
    this.#timer.unref()
  }

  #write(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#append())
    return this.#turn
  }

  async #append(): Promise<void> {
    const path = this.#path
    if (path === null || this.#waiting.length === 0) return
    const text = this.#taken()
    try {
      if (this.#size > FILE_BYTES) {
        await rename(path, `${path}.1`)
        this.#size = 0
      }
      await appendFile(path, text, { mode: 0o600 })
      this.#size += Buffer.byteLength(text)
    } catch {
      // A log that cannot be kept must not stop the program; the same lines are on stderr, and the gap is told.
      this.#dropped += 1
    }
  }

  #taken(): string {
    const dropped = this.#dropped
    const text = this.#waiting.splice(0).join('')
    this.#length = 0
    this.#dropped = 0
    return dropped > 0 ? `{"level":"warn","event":"log.dropped","count":${dropped}}\n${text}` : text
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0 // there is none yet
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return '' // there is none yet
  }
}
