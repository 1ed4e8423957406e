import { createServer } from 'node:net'
import { waitFor } from '@service-hall/harness/process'

/** A port that is needed, and in one sentence what to do when somebody else has it. */
export type NeededPort = { port: number; usedBy: string; remedy: string }

/**
 * The lines to show for the ports that cannot be had; none when all are free. One that two parts of this very run ask for is
 * said to be so: no other program has anything to do with it.
 */
export async function takenPorts(needed: readonly NeededPort[]): Promise<string[]> {
  const lines = await Promise.all(
    needed.map(async ({ port, usedBy, remedy }, index) => {
      const first = needed.slice(0, index).find((other) => other.port === port)
      if (first)
        return `Port ${port} is wanted twice here: for the ${first.usedBy} and the ${usedBy}. ${first.remedy}`
      return (await isFree(port)) ? null : `Port ${port} (${usedBy}) is in use by another program. ${remedy}`
    }),
  )
  return lines.filter((line) => line !== null)
}

function isFree(port: number): Promise<boolean> {
  const tried = new Promise<boolean>((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    })
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
  return waitFor(`port ${port}`, tried)
}
