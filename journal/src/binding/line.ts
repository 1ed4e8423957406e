import { spawn } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import { serveCalls } from './node-sqlite-calls.ts'
import type { Answered, Asked } from './node-sqlite-calls.ts'

/** Where calls of a connection are carried out, and the line to it. */
export type Line = {
  post(asked: Asked): void
  /** Whether it keeps the process alive. */
  hold(isHolding: boolean): void
  /** Ends what is at the other end, whatever it is doing. */
  end(): Promise<void>
}

export type LineEvents = { answered: (answered: Answered) => void; ended: (cause: unknown) => void }

/** Node says of node:sqlite that it is no part of its stable interface yet; that is for us to know. */
const QUIET = '--disable-warning=ExperimentalWarning'
const IN_THREAD = `(${serveCalls.toString()})(require('node:worker_threads').parentPort, require('node:sqlite'))`
/** Outlives a Ctrl-C that reaches the whole group, as a thread would; ends with whom it serves. */
const IN_PROCESS = `
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined)
  process.on('disconnect', () => process.exit())
  const port = { on: (event, listener) => process.on(event, listener), postMessage: (answered) => process.send(answered) }
  ;(${serveCalls.toString()})(port, require('node:sqlite'))`

/** A line to a thread of this process. */
export function threadLine({ answered, ended }: LineEvents): Line {
  const worker = new Worker(IN_THREAD, { eval: true, execArgv: [QUIET] })
  worker.on('message', answered)
  worker.on('error', ended)
  worker.on('exit', (code) => ended(new Error(`exit code ${code}`)))
  return {
    post: (asked) => worker.postMessage(asked),
    hold: (isHolding) => (isHolding ? worker.ref() : worker.unref()),
    end: async () => void (await worker.terminate()),
  }
}

/** A line to a process of another Node, for a runtime that has no `node:sqlite` itself (an older Electron). */
export function processLine(node: string, { answered, ended }: LineEvents): Line {
  const child = spawn(node, [QUIET, '-e', IN_PROCESS], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  child.on('message', (message) => answered(message as Answered))
  child.on('error', ended)
  child.on('exit', (code, signal) => ended(new Error(`exit code ${code ?? signal}`)))
  return {
    post: (asked) => void child.send(asked, (error) => error && ended(error)),
    hold(isHolding) {
      if (isHolding) child.ref()
      else child.unref()
      if (isHolding) child.channel?.ref()
      else child.channel?.unref()
    },
    end: () => {
      child.kill('SIGKILL')
      return gone
    },
  }
}
