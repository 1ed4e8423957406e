import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'

/** Where a simulator offers its line. */
export type LinkPlace = { kind: 'tcp'; host: string; port: number } | { kind: 'pty'; path: string }

/** Reads `pty:/path`, `tcp:port`, `tcp:host:port` or `tcp://host:port`. */
export function readLink(text: string): LinkPlace {
  if (/^pty:./.test(text)) return { kind: 'pty', path: text.slice('pty:'.length) }
  const [, host = '127.0.0.1', port] = /^tcp:(?:\/\/)?(?:(.+):)?(\d{1,5})\/?$/.exec(text) ?? []
  if (port === undefined || Number(port) > 65_535)
    throw new Error(`--link wants pty:/path or tcp:port, got ${JSON.stringify(text)}`)
  return { kind: 'tcp', host, port: Number(port) }
}

const tryAgainMs = 100

/** A pseudo-terminal in front of a TCP port, by socat; it comes back when the line was unplugged and is cured. */
export class PtyLink {
  readonly #path: string
  readonly #port: number
  #socat: ChildProcess | undefined
  #again: NodeJS.Timeout | undefined
  #closed = false

  constructor(path: string, port: number) {
    this.#path = path
    this.#port = port
    this.#open()
  }

  /** Takes the terminal away and its name with it. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#again)
    const socat = this.#socat
    if (socat) {
      const ended = new Promise((resolve) => socat.once('exit', resolve))
      socat.kill('SIGTERM')
      await ended
    }
    rmSync(this.#path, { force: true })
  }

  #open(): void {
    const ends = [`PTY,link=${this.#path},raw,echo=0,mode=666`, `TCP:127.0.0.1:${this.#port},nodelay`]
    // A refused connection is how an unplugged line looks; it needs no words.
    const socat = spawn('socat', ['-t0', ...ends], { stdio: 'ignore' })
    this.#socat = socat
    socat.once('error', (error) => {
      throw new Error(`A pseudo-terminal needs socat: ${error.message}`)
    })
    socat.once('exit', () => {
      this.#socat = undefined
      if (!this.#closed) this.#again = setTimeout(() => this.#open(), tryAgainMs)
    })
  }
}
