import { createInterface } from 'node:readline'
import { readFault } from './script.ts'
import type { Request, ScriptStep } from './script.ts'

const HELP = `Type a request as JSON, such as {"get":"line"}, or
  fault NAME[,key=value…]   begin a fault, such as: fault late,ms=500
  cure                      end all faults
  quit                      end`

/**
 * What happens to a running simulator by its script, and by a person: what happens is printed, what is typed is asked.
 * Silent when nobody looks on.
 */
export class Console {
  readonly #started = performance.now()
  readonly #obey: (request: Request) => Promise<unknown>
  readonly #aloud: boolean
  readonly #timers: NodeJS.Timeout[] = []

  constructor(obey: (request: Request) => Promise<unknown>, aloud: boolean) {
    this.#obey = obey
    this.#aloud = aloud
  }

  say(text: string): void {
    if (!this.#aloud) return
    const seconds = ((performance.now() - this.#started) / 1_000).toFixed(3)
    process.stdout.write(`${seconds.padStart(9)}  ${text}\n`)
  }

  /** Bytes on the line, in hexadecimal; `in` is from the driver to the device. */
  traffic(direction: 'in' | 'out', bytes: Uint8Array): void {
    this.say(`${direction === 'in' ? '→ device' : '← device'}  ${Buffer.from(bytes).toString('hex')}`)
  }

  async ask(request: Request): Promise<void> {
    try {
      const value = await this.#obey(request)
      this.say(
        `${JSON.stringify(request)}${value === null || value === undefined ? '' : ` = ${JSON.stringify(value)}`}`,
      )
    } catch (error) {
      this.say(`${JSON.stringify(request)}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  play(steps: readonly ScriptStep[]): void {
    for (const { atMs, request } of steps) this.#timers.push(setTimeout(() => void this.ask(request), atMs))
  }

  /** Takes requests from standard input; `onQuit` when the person has enough. The end of input ends nothing. */
  listen(onQuit: () => void): void {
    const lines = createInterface({ input: process.stdin })
    lines.on('line', (line) => {
      const text = line.trim()
      if (text === 'quit') onQuit()
      else if (text === 'help') process.stdout.write(`${HELP}\n`)
      else if (text !== '') void this.#typed(text)
    })
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    if (this.#aloud) process.stdin.destroy()
  }

  async #typed(text: string): Promise<void> {
    let request: Request
    try {
      request = requestOf(text)
    } catch (error) {
      return this.say(`${error instanceof Error ? error.message : String(error)} (try: help)`)
    }
    await this.ask(request)
  }
}

function requestOf(text: string): Request {
  if (text === 'cure') return { fault: null }
  if (text.startsWith('fault ')) return readFault(text.slice('fault '.length).trim())
  return JSON.parse(text) as Request
}
