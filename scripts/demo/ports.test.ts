import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import { expect, onTestFinished, test } from 'vitest'
import { takenPorts } from './ports.ts'

const HALL = { usedBy: 'hall server', remedy: 'Choose another with --port.' }
const PRINTER = { usedBy: 'simulator of K1-printer', remedy: 'Change its link.' }

async function aTakenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await waitFor('a port to listen at', once(server, 'listening'))
  return (server.address() as AddressInfo).port
}

test('a port that two parts of the run want is told as such, and no other program is blamed', async () => {
  const port = await aTakenPort()
  expect(await takenPorts([{ port, ...HALL }])).toEqual([
    `Port ${port} (hall server) is in use by another program. Choose another with --port.`,
  ])
  const [, twice] = await takenPorts([
    { port, ...HALL },
    { port, ...PRINTER },
  ])
  expect(twice).toBe(
    `Port ${port} is wanted twice here: for the hall server and the simulator of K1-printer. Choose another with --port.`,
  )
})
