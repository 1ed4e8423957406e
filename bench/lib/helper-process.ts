import { inRoot } from '@service-hall/harness/paths'
import { lineLike, startReady } from '@service-hall/harness/process'

/** Another script of this room in a process of its own. */
export type Helper<T> = {
  /** The JSON object of the first such line it printed. */
  said: T
  kill(): Promise<void>
}

const HELPER_TIMEOUT_MS = 10 * 60_000

/** Starts `bench/<script>` with one JSON argument and waits for the first JSON object it prints. */
export async function startHelper<T>(script: string, task: object = {}): Promise<Helper<T>> {
  const helper = await startReady({
    name: script,
    args: [inRoot('bench', script), JSON.stringify(task)],
    pick: lineLike(/^\{.*\}$/),
    timeoutMs: HELPER_TIMEOUT_MS,
    hear: (line) => {
      if (!line.startsWith('{')) process.stderr.write(`${script}: ${line}\n`)
    },
  })
  return {
    said: JSON.parse(helper.ready[0]) as T,
    kill: async () => void (await helper.end('SIGKILL')),
  }
}

/** Runs such a script to its first line and ends it. */
export async function runHelper<T>(script: string, task: object): Promise<T> {
  const helper = await startHelper<T>(script, task)
  await helper.kill()
  return helper.said
}
