import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { inRoot } from '@service-hall/harness/paths'
import { freePort } from '@service-hall/harness/ports'
import { lineWith, lookUntil, startReady } from '@service-hall/harness/process'
import type { Program } from '@service-hall/harness/process'
import { onTestFinished } from 'vitest'
import { aFolder } from './engines.ts'

/** A hub that runs as a program of its own, one node of several. */
export type NodeProcess = {
  url: string
  port: number
  folder: string
  log: () => string
  kill: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts nodes on one database, as they are started in earnest; ended after the test. */
export async function nodeProcesses(
  count: number,
  { database, redis }: { database: string; redis?: string },
): Promise<NodeProcess[]> {
  const nodes: NodeProcess[] = []
  const folder = aFolder()
  for (let at = 0; at < count; at += 1) {
    const data = join(folder, `node-${at + 1}`)
    await mkdir(data, { mode: 0o700 })
    // Who the hub is to halls and browsers is one for all nodes.
    const [first] = nodes
    for (const key of first ? ['hub.key', 'console.key', 'people.key'] : [])
      await cp(join(first?.folder ?? '', key), join(data, key))
    nodes.push(await startNode(data, { database, redis }))
  }
  return nodes
}

async function startNode(
  data: string,
  { database, redis }: { database: string; redis?: string | undefined },
): Promise<NodeProcess> {
  const port = await freePort()
  const program: Program = await startReady({
    name: `hub node ${data.at(-1)}`,
    args: [
      inRoot('console/test/program.ts'),
      ...['--data', data, '--port', `${port}`, '--database', database, '--no-pages'],
      ...(redis === undefined ? [] : ['--redis', redis]),
    ],
    pick: lineWith('listening'),
  })
  if (redis !== undefined)
    await lookUntil('the node to reach Redis', () => program.log().includes('nodes.busUp'))
  onTestFinished(() => program.stop())
  return {
    ...{ url: `http://127.0.0.1:${port}`, port, folder: data, log: program.log },
    kill: async () => void (await program.end('SIGKILL')),
    stop: program.stop,
  }
}
