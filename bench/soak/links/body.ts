// The process under test: eight drivers and nothing else, told by its parent what to do.
import { waitFor } from '@service-hall/harness/process'
import { listenersAlive, total } from './census.ts'
import { readdirSync } from 'node:fs'
import { startDevices } from '@service-hall/drivers'
import type { DeviceHost } from '@service-hall/drivers'
import { soakedDevices } from './devices.ts'
import type { Measured, Order, Report } from './orders.ts'

const COLLECTIONS = 10
// Node makes these when they are first used, which must not look like growth.
void process.stdout
void process.stderr
let host: DeviceHost | undefined

process.on('message', (order: Order) => void obey(order).then(report, (error: unknown) => fail(error)))
process.on('disconnect', () => process.exit(0))

async function obey(order: Order): Promise<Report> {
  switch (order.do) {
    case 'start':
      host = startDevices(
        soakedDevices.map(({ id, config }) => config(id, order.urls[id] ?? '')),
        { backOffMs: [50] },
      )
      return { done: 'start' }
    case 'waitOnline':
      await untilAll((state) => state === 'online')
      return { done: 'waitOnline' }
    case 'waitOffline':
      await untilAll((state) => state === 'offline' || state === 'noDevice')
      return { done: 'waitOffline' }
    case 'write':
      return { done: 'write', claimed: await writeAll() }
    case 'measure':
      return { done: 'measure', measured: await measure(order.settleMs) }
  }
}

async function untilAll(wanted: (state: string) => boolean): Promise<void> {
  await Promise.all(
    [...(host?.devices.values() ?? [])].map((device) =>
      waitFor(
        `${device.id} to be as ${wanted} wants`,
        new Promise<void>((resolve) => {
          if (wanted(device.status.device)) return resolve()
          const unsubscribe = device.onStatus((status) => {
            if (!wanted(status.device)) return
            unsubscribe()
            resolve()
          })
        }),
      ),
    ),
  )
}

/** How many of the writes said that they were done, which no device without a line may say. */
async function writeAll(): Promise<number> {
  const own = host
  if (!own) return 0
  const results = await Promise.all(soakedDevices.map((device) => device.writeUnplugged(own, device.id)))
  return results.flat().filter(({ ok }) => ok).length
}

/**
 * What remains when nothing more goes away: the least of several collections, since ports close in their own time and
 * questions that were under way hold theirs until their deadlines.
 */
async function measure(settleMs: number): Promise<Measured> {
  const least: Measured = { fds: Infinity, listeners: Infinity, listenersOf: {}, rssMb: Infinity }
  for (let round = 0; round < COLLECTIONS; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, settleMs / COLLECTIONS))
    // The kind that gives free pages back, so that memory kept for later is not taken for memory in use.
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    least.fds = Math.min(least.fds, openFiles())
    const listenersOf = listenersAlive()
    if (total(listenersOf) < least.listeners)
      Object.assign(least, { listenersOf, listeners: total(listenersOf) })
    least.rssMb = Math.min(least.rssMb, process.memoryUsage.rss() / 2 ** 20)
  }
  return least
}

function openFiles(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0
}

function report(answer: Report): void {
  process.send?.(answer)
}

function fail(error: unknown): void {
  console.error(error)
  process.exit(1)
}
