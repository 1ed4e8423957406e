import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinary } from '../machine/find-binary.ts'
import { redisProgram } from '../machine/packages.ts'
import { freePort } from '../ports.ts'
import { onExit } from '../process/on-exit.ts'
import { lineLike, startReady } from '../process/program.ts'
import type { Program } from '../process/program.ts'

/** A Redis of its own that keeps nothing on the disk. */
export type OwnRedis = {
  /** `redis://127.0.0.1:…` */
  url: string
  /** Ends it without a word. */
  kill: () => Promise<void>
  /** Starts it again at the same address, empty. */
  start: () => Promise<void>
  /** Ends it and removes its folder. */
  close: () => Promise<void>
}

/** Starts a throw-away Redis; no Redis of the system is touched. It ends with this process at the latest. */
export async function openRedis(): Promise<OwnRedis> {
  const command = redisProgram()
  if (command === null) throw new Error('Redis is not installed: npm run ensure')
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'service-hall-redis-'))
  const forget = onExit(() => rmSync(folder, { recursive: true, force: true }))
  let program: Program | null = null
  const args = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ]
  // Where the system can, it dies with this process also when that is killed.
  const setpriv = findBinary('setpriv')
  const [launcher, ...rest] = setpriv === null ? [command] : [setpriv, '--pdeathsig', 'KILL', command]
  const start = async (): Promise<void> => {
    program = await startReady({
      name: 'redis',
      command: launcher ?? command,
      args: [...rest, ...args],
      pick: lineLike(/Ready to accept connections/),
    })
  }
  const kill = async (): Promise<void> => {
    await program?.end('SIGKILL')
    program = null
  }
  await start()
  return {
    ...{ url: `redis://127.0.0.1:${port}`, start, kill },
    async close() {
      await kill()
      forget()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
