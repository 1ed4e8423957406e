import { cp, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startHelper } from '../lib/helper-process.ts'
import type { Helper } from '../lib/helper-process.ts'

const PASSWORD = 'a bench of long planks'

/** A hub that is measured. */
export type BenchHub = {
  url: string
  pid: number
  /** Of two sessions: one may have some dozen lines only. */
  cookies: [string, string]
  folder: string
  kill: () => Promise<void>
}

export type HubPlace = {
  folder: string
  halls: number
  database?: string | undefined
  redis?: string | undefined
  /** With the console's pages, as they are built. */
  pages?: boolean
  /** Another node of the same hub, which was there before. */
  first?: BenchHub | undefined
}

/** Starts a hub with its halls let in, and signs in as its administrator. */
export async function runHub({ folder, first, ...task }: HubPlace): Promise<BenchHub> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const key of first ? ['hub.key', 'console.key', 'people.key'] : [])
    await cp(join(first?.folder ?? '', key), join(folder, key))
  const helper: Helper<{ port: number; pid: number }> = await startHelper('hub/hub-process.ts', {
    ...{ dataFolder: folder, ...task },
  })
  const url = `http://127.0.0.1:${helper.said.port}`
  const cookie = await signedIn(url, first ? null : join(folder, 'first-sign-in.txt'))
  const cookies: BenchHub['cookies'] = [cookie, await signedIn(url, null)]
  return { url, pid: helper.said.pid, cookies, folder, kill: () => helper.kill() }
}

async function signedIn(url: string, firstFile: string | null): Promise<string> {
  const [accountId = 'admin', password = PASSWORD] =
    firstFile === null ? [] : (await readFile(firstFile, 'utf8')).trim().split('\n')
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId, password, ...(firstFile === null ? {} : { newPassword: PASSWORD }) }),
  })
  if (!response.ok) throw new Error(`the hub lets nobody in: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}
