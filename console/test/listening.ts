import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import { onTestFinished } from 'vitest'

/** Lets a server listen on this machine until the test is over. Answers its port. */
export async function listening(server: Server): Promise<number> {
  const listens = once(server, 'listening')
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await waitFor('the server of the test', listens)
  return (server.address() as AddressInfo).port
}
