import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** What the demo's processes say: all of it in a file, the last lines at hand. */
export type DemoLog = {
  file: string
  /** One line, the process's name in front. */
  write: (line: string) => void
  /** The last lines of one process. */
  tail: (name: string) => string[]
}

const KEPT_LINES = 12

/** Begins the log of a run anew in the given folder. */
export function openDemoLog(folder: string): DemoLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'demo.log')
  const out = createWriteStream(file, { mode: 0o600 })
  const tails = new Map<string, string[]>()
  return {
    file,
    write: (line) => {
      const plain = stripVTControlCharacters(line)
      out.write(`${plain}\n`)
      const name = plain.slice(0, plain.indexOf(' '))
      const tail = tails.get(name) ?? []
      tails.set(name, [...tail, plain].slice(-KEPT_LINES))
    },
    tail: (name) => tails.get(name) ?? [],
  }
}
