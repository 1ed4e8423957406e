import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@service-hall/harness/process'
import { LinkName } from './link-name.ts'

const TRY_AGAIN_MS = 100
const LOOK_MS = 10
const LONGEST_MS = 60_000

/**
 * A pseudo-terminal in front of a TCP port, by socat; it comes back when the line was unplugged and is cured. socat
 * names it in a folder of our own, since it would delete whatever stands at the place a person named.
 */
export class PtyLink {
  readonly #name: LinkName
  readonly #port: number
  readonly #folder = mkdtempSync(join(tmpdir(), 'simulated-line-'))
  readonly #terminal = join(this.#folder, 'terminal')
  #socat: { process: ChildProcess; ended: Promise<Error> } | undefined
  #again: NodeJS.Timeout | undefined
  #closed = false
  /** What was said last about a terminal that did not come back: once is enough. */
  #said = ''

  private constructor(name: LinkName, port: number) {
    this.#name = name
    this.#port = port
  }

  /** Resolves when the terminal is there; rejects with a sentence when it cannot be. */
  static async open(path: string, port: number): Promise<PtyLink> {
    const link = new PtyLink(new LinkName(path), port)
    try {
      await link.#open()
    } catch (error) {
      await link.close()
      throw error
    }
    return link
  }

  /** Takes the terminal away and its name with it. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#again)
    const socat = this.#socat
    socat?.process.kill('SIGTERM')
    if (socat) await waitFor('socat to end', socat.ended)
    this.#name.remove()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #open(): Promise<void> {
    const ends = [`PTY,link=${this.#terminal},raw,echo=0,mode=666`, `TCP:127.0.0.1:${this.#port},nodelay`]
    const socat = spawn('socat', ['-t0', ...ends], { stdio: ['ignore', 'ignore', 'pipe'] })
    let complaint = ''
    socat.stderr.on('data', (text: Buffer) => (complaint = text.toString().trim().split('\n').at(-1) ?? ''))
    // eslint-disable-next-line house/bounded-wait -- It lives as long as the terminal; who ends it waits with a bound.
    const ended = new Promise<Error>((resolve) => {
      socat.once('error', (error) => resolve(new Error(`A pseudo-terminal needs socat: ${error.message}.`)))
      socat.once('close', () => resolve(new Error(`socat made no pseudo-terminal: ${complaint}`)))
    }).then((why) => {
      this.#socat = undefined
      return why
    })
    this.#socat = { process: socat, ended }
    const why = await this.#appears(ended)
    if (why) throw why
    this.#name.put(realpathSync(this.#terminal))
    void ended.then(() => this.#comeBack())
  }

  /** Resolves when socat has made the terminal, or to why it did not. */
  async #appears(ended: Promise<Error>): Promise<Error | undefined> {
    let why: Error | undefined
    void ended.then((error) => (why = error))
    const end = performance.now() + LONGEST_MS
    while (!existsSync(this.#terminal)) {
      if (why) return why
      if (performance.now() > end) {
        this.#socat?.process.kill('SIGKILL')
        return new Error(`socat made no pseudo-terminal in ${LONGEST_MS / 1_000} s.`)
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    return undefined
  }

  /** A refused connection is how an unplugged line looks: it is tried again until cured, without words. */
  #comeBack(): void {
    this.#name.remove()
    if (this.#closed) return
    this.#again = setTimeout(() => {
      this.#open().catch((error: unknown) => {
        const sentence = error instanceof Error ? error.message : String(error)
        if (!sentence.includes('Connection refused') && sentence !== this.#said) console.error(sentence)
        this.#said = sentence
        this.#comeBack()
      })
    }, TRY_AGAIN_MS)
  }
}
