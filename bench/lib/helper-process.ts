import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { onExit } from '../../scripts/lib/on-exit.ts'
import { inRoot } from '../../scripts/lib/paths.ts'

/** Another script of this room in a process of its own. */
export type Helper<T> = {
  /** The JSON of the first line it printed. */
  said: T
  kill(): Promise<void>
}

/** Starts `bench/<script>` with one JSON argument and waits for the first line it prints. */
export async function startHelper<T>(script: string, task: object = {}): Promise<Helper<T>> {
  const child = spawn(process.execPath, [inRoot('bench', script), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const forget = onExit(() => void child.kill('SIGKILL'))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  void ended.then(forget)
  const said = await new Promise<T>((resolve, reject) => {
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line) as T))
    void ended.then(() => reject(new Error(`${script} ended without a word`)))
  })
  return {
    said,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs such a script to its first line and ends it. */
export async function runHelper<T>(script: string, task: object): Promise<T> {
  const helper = await startHelper<T>(script, task)
  await helper.kill()
  return helper.said
}
