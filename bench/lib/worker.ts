import { fork } from 'node:child_process'
import { once } from 'node:events'
import { inRoot } from '@service-hall/harness/paths'
import { onExit, waitFor } from '@service-hall/harness/process'

/** A process of its own that carries out tasks one after the other: load must not share a thread with what is measured. */
export type Worker<Tasks extends Record<string, { task: unknown; answer: unknown }>> = {
  pid: number
  ask: <Name extends keyof Tasks & string>(
    name: Name,
    task: Tasks[Name]['task'],
  ) => Promise<Tasks[Name]['answer']>
  end: () => Promise<void>
}

type Reply = { id: number; answer?: unknown; error?: string }

/** Starts `bench/<script>`, which serves its tasks by `serveTasks`. It ends with this process. */
export function startWorker<Tasks extends Record<string, { task: unknown; answer: unknown }>>(
  script: string,
): Worker<Tasks> {
  const child = fork(inRoot('bench', script), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const forget = onExit(() => child.kill('SIGKILL'))
  const waiting = new Map<number, (reply: Reply) => void>()
  let asked = 0
  child.on('message', (reply: Reply) => waiting.get(reply.id)?.(reply))
  child.on('exit', (code) => {
    for (const settle of waiting.values()) settle({ id: 0, error: `${script} ended with ${code}` })
  })
  return {
    pid: child.pid ?? 0,
    ask: (name, task) =>
      new Promise((resolve, reject) => {
        const id = (asked += 1)
        waiting.set(id, ({ answer, error }) => {
          waiting.delete(id)
          if (error === undefined) resolve(answer)
          else reject(new Error(`${script} ${name}: ${error}`))
        })
        child.send({ id, name, task })
      }),
    async end() {
      forget()
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = waitFor(`${script} to end`, once(child, 'exit'))
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Carries out the tasks that the process that started this one sends. */
export function serveTasks(tasks: Record<string, (task: never) => unknown>): void {
  process.on('message', ({ id, name, task }: { id: number; name: string; task: never }) => {
    Promise.resolve()
      .then(() => tasks[name]?.(task))
      .then(
        (answer) => process.send?.({ id, answer } satisfies Reply),
        (error: unknown) => process.send?.({ id, error: String(error) } satisfies Reply),
      )
  })
  process.on('disconnect', () => process.exit(0))
}
