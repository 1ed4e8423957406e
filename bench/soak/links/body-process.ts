import { fork } from 'node:child_process'
import { inRoot } from '@service-hall/harness/paths'
import { onExit, waitFor } from '@service-hall/harness/process'
import type { Order, Report } from './orders.ts'

/** The process under test. */
export type Body = {
  /** Has one order carried out; rejects when the process ends, or takes longer than a minute. */
  ask<Done extends Report['done']>(order: Order & { do: Done }): Promise<Extract<Report, { done: Done }>>
  stop(): Promise<void>
}

const PATIENCE_MS = 60_000

/** Starts it with its garbage collector at hand. */
export function startBody(): Body {
  const child = fork(inRoot('bench', 'soak', 'links', 'body.ts'), [], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const forget = onExit(() => void child.kill('SIGKILL'))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.once('exit', forget)
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => settle(() => reject(new Error(`${order.do} takes too long`))),
          PATIENCE_MS,
        )
        const gone = () => settle(() => reject(new Error(`the process under test ended in ${order.do}`)))
        const hear = (report: Report) => settle(() => resolve(report as never))
        const settle = (then: () => void) => {
          clearTimeout(timer)
          child.off('message', hear)
          child.off('exit', gone)
          then()
        }
        child.once('message', hear)
        child.once('exit', gone)
        child.send(order)
      }),
    async stop() {
      child.kill('SIGTERM')
      await waitFor('the process under test to end', ended)
    },
  }
}
