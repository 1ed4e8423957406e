import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import { postgresPrograms } from '../machine/packages.ts'
import { run } from '../process/run.ts'
import { lookUntil } from '../process/wait-for.ts'

const START_MS = 120_000
let databases = 0

/**
 * The address of an empty PostgreSQL database of its own. The first that is wanted in a run (of tests: all files of it) starts a throw-away cluster
 * on a socket in a temporary folder, which ends with the run; no cluster of the system is touched.
 */
export async function openPostgres(): Promise<string> {
  const programs = postgresPrograms()
  if (programs === null) throw new Error('PostgreSQL is not installed: npm run ensure')
  const folder = await cluster(programs)
  const name = `test_${process.pid}_${(databases += 1)}`
  const created = await run(join(programs, 'createdb'), ['-h', folder, '-U', 'postgres', name])
  if (created.code !== 0) throw new Error(`createdb: ${created.output}`)
  // It is not dropped: that would flush the cluster each time, and all of it is thrown away soon.
  return `postgres://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`
}

/** The process whose end ends the cluster: Vitest's own, of which the workers are children or threads. */
function runOfThis(): number {
  return process.env['VITEST'] && isMainThread ? process.ppid : process.pid
}

/** The folder of the running cluster; whoever makes it starts it, the others wait until it is there. */
async function cluster(programs: string): Promise<string> {
  const owner = runOfThis()
  const folder = join(tmpdir(), `service-hall-postgres-${owner}`)
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
  if (made) {
    const script = join(import.meta.dirname, 'keep-postgres.sh')
    const user = process.getuid?.() === 0 ? 'postgres' : ''
    const keeper = spawn('sh', [script, folder, programs, String(owner), user], {
      detached: true,
      stdio: 'ignore',
    })
    keeper.unref()
  }
  const ready = async (): Promise<boolean> =>
    (await run(join(programs, 'pg_isready'), ['-q', '-h', folder])).code === 0
  try {
    await lookUntil('PostgreSQL', ready, { longestMs: START_MS })
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${lastWords(folder)}`, { cause: error })
  }
  return folder
}

function lastWords(folder: string): string {
  const log = join(folder, 'log')
  return existsSync(log) ? readFileSync(log, 'utf8').slice(-500) : folder
}
