import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { waitFor } from '@service-hall/harness/process'

/** A command of this package that runs as a process of its own. */
export type RunningCommand = {
  /** The first line of its output or errors for which `wanted` holds; rejects when it ends before. */
  line: (wanted: (line: string) => boolean) => Promise<string>
  type: (text: string) => void
  /** Sends a signal, Ctrl-C when left out, and waits for the end. */
  stop: (signal?: NodeJS.Signals) => Promise<Ended>
  ended: Promise<Ended>
}

/** How a command ended. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; output: string; errors: string }

/** Starts a file of `drivers/cli/` by its name with arguments. */
export function startCommand(name: string, ...args: string[]): RunningCommand {
  const script = fileURLToPath(new URL(`../cli/${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, [script, ...args], { stdio: 'pipe' })
  const output: string[] = []
  const errors: string[] = []
  const waiting = new Set<() => void>()
  for (const [stream, lines] of [
    [child.stdout, output],
    [child.stderr, errors],
  ] as const) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      for (const look of [...waiting]) look()
    })
  }
  const toldOf = `drivers/cli/${name}.ts ${args.join(' ')}`
  const ended = endOf(child).then((end) => ({
    ...end,
    output: output.join('\n'),
    errors: errors.join('\n'),
  }))
  return {
    ended,
    type: (text) => child.stdin.write(`${text}\n`),
    stop(signal = 'SIGINT') {
      child.kill(signal)
      return waitFor(`${toldOf} to end after ${signal}`, ended).catch((error: unknown) => {
        child.kill('SIGKILL')
        throw error
      })
    },
    line: (wanted) => {
      const found = new Promise<string>((resolve, reject) => {
        const look = () => {
          const line = [...output, ...errors].find(wanted)
          if (line === undefined) return
          waiting.delete(look)
          resolve(line)
        }
        waiting.add(look)
        look()
        void ended.then((end) => reject(new Error(`it ended with ${JSON.stringify(end)}`)))
      })
      return waitFor(`a line of ${toldOf} that ${wanted}`, found)
    },
  }
}

/** Runs a command to its end. */
export function runCommand(name: string, ...args: string[]): Promise<Ended> {
  return startCommand(name, ...args).ended
}

function endOf(child: ChildProcess): Promise<Pick<Ended, 'code' | 'signal'>> {
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })))
}
