import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@service-hall/harness/process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanup } from '../../../../test/cleanup.ts'
import { manualClock } from '../../../../test/manual-clock.ts'
import type { PcscReader } from './binding.ts'
import { pcscdAt } from './pcscd-client.ts'
import { READERS_STATE, COMMAND, nameField, wordAt, words } from './pcscd-protocol.ts'

const after = cleanup()
const oneReader = new Uint8Array(READERS_STATE)
oneReader.set([...nameField('ACS ACR38U 00 00'), ...words(0, 0x02, 0)])

/** What a service answers to a request; nothing when it hangs. */
type Answering = (name: number, body: Uint8Array) => Uint8Array | undefined

const well: Answering = (name, body) => (name === COMMAND.readersState ? oneReader : body)

/** A service on a socket of its own; `heard` waits for its nth request. */
async function aService(answering: Answering) {
  const path = join(mkdtempSync(join(tmpdir(), 'service-hall-pcscd-')), 'comm')
  const requests: number[] = []
  const lines: Socket[] = []
  let wake = () => undefined as void
  const server = createServer((line) => {
    lines.push(line)
    line.on('error', () => undefined)
    line.on('data', (bytes) => {
      requests.push(wordAt(bytes, 4))
      const answer = answering(wordAt(bytes, 4), bytes.subarray(8))
      if (answer) line.write(answer)
      wake()
    })
  }).listen(path)
  await waitFor('the service to listen', once(server, 'listening'))
  after(async () => {
    for (const line of lines) line.destroy()
    await waitFor('the service to close', once(server.close(), 'close'))
    rmSync(join(path, '..'), { recursive: true })
  })
  const heard = async (count: number) => {
    while (requests.length < count)
      await waitFor(`${count} requests`, new Promise<void>((resolve) => (wake = resolve)))
  }
  return { path, requests, heard }
}

async function aClient(path: string) {
  const clock = manualClock()
  const client = new (pcscdAt(path, clock).Client)()
  const errors: unknown[] = []
  client.on('error', (error) => errors.push(error))
  const met = new Promise<PcscReader>((resolve) => client.on('reader', resolve))
  client.start()
  after(async () => client.stop())
  return { clock, client, errors, met: () => waitFor('a reader', met) }
}

describe('a client of pcscd', () => {
  test('notices a service that hangs, and fails what waits for it', async () => {
    let hangs = false
    const service = await aService((name, body) => (hangs ? undefined : well(name, body)))
    const { clock, met, errors } = await aClient(service.path)
    const reader = await met()
    hangs = true
    await clock.advance(200)
    await service.heard(4)
    expect(service.requests.at(-1)).toBe(COMMAND.readersState)
    const connected = reader.connect(1, 3).catch((error: unknown) => error)
    await clock.advance(4_999)
    expect(errors).toEqual([])
    await clock.advance(1)
    expect(errors).toEqual([expect.objectContaining({ code: 'Timeout' })])
    expect(await connected).toMatchObject({ code: 'Timeout' })
    expect(service.requests).toHaveLength(4)
  })

  test('notices one that hangs before it has said anything', async () => {
    const service = await aService(() => undefined)
    const { clock, errors } = await aClient(service.path)
    await service.heard(1)
    await clock.advance(5_000)
    expect(errors).toEqual([expect.objectContaining({ code: 'Timeout' })])
  })

  test('gives a card longer than the service itself, and asks nothing else meanwhile', async () => {
    const service = await aService((name, body) => (name === COMMAND.connect ? undefined : well(name, body)))
    const { clock, met, errors } = await aClient(service.path)
    const connected = (await met()).connect(1, 3).catch((error: unknown) => error)
    await service.heard(4)
    await clock.advance(19_999)
    expect(errors).toEqual([])
    await clock.advance(1)
    expect(errors).toHaveLength(1)
    expect(await connected).toMatchObject({ code: 'Timeout' })
  })

  test('gives up, once and without throwing, on whatever answers nonsense', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 4_000 }), async (nonsense) => {
        const service = await aService((name, body) => (name === COMMAND.version ? body : nonsense))
        const { clock, client, errors } = await aClient(service.path)
        await service.heard(2)
        for (let second = 0; second < 7; second += 1) {
          await clock.advance(1_000)
          await new Promise((resolve) => setImmediate(resolve))
        }
        expect(errors.length).toBeLessThanOrEqual(1)
        client.stop()
      }),
      { numRuns: 30 },
    )
  })
})
