import { spawn } from 'node:child_process'
import { chmodSync, realpathSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { waitFor } from '@service-hall/harness/process'
import { takeDown, untilNotOnline } from './account.ts'
import type { Account } from './account.ts'
import { OtherDriver } from './other-driver.ts'
import type { Rig } from './rig.ts'

const NOTICE_MS = 3_000

/** Another process holds the lock of the port when the driver starts. */
export function portBusy(rig: Rig): Promise<Account> {
  return takeDown(rig, async () => {
    await rig.stopDriver()
    const holder = spawn('flock', ['-x', rig.pty.path, 'sh', '-c', 'echo held; cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const held = new Promise((resolve) => createInterface({ input: holder.stdout }).once('line', resolve))
    await waitFor('flock to hold the port', held)
    rig.startDriver()
    await untilNotOnline(rig, NOTICE_MS)
    const n = await rig.prepare()
    const said = await rig.probe(n)
    const released = new Promise((resolve) => holder.once('exit', resolve))
    holder.stdin.end()
    await waitFor('flock to let go of the port', released)
    return [{ n, said }]
  })
}

/** The operating system forbids the port; then somebody puts that right. */
export function portForbidden(rig: Rig): Promise<Account> {
  return takeDown(rig, async () => {
    await rig.stopDriver()
    const port = realpathSync(rig.pty.path)
    chmodSync(port, 0)
    const other = new OtherDriver(rig, { mayAll: false })
    try {
      await other.until((status) => status.includes('/'))
      const n = await rig.prepare()
      const said = await other.probe(n)
      if (said.ok) rig.complaints.push('a port was used that is forbidden')
      chmodSync(port, 0o666)
      await other.until((status) => status === 'online')
      return [{ n, said }]
    } finally {
      chmodSync(port, 0o666)
      await other.kill()
      rig.startDriver()
    }
  })
}

/** The driver's process is killed when half of a request is out, and another takes over. */
export function driverKilled(rig: Rig): Promise<Account> {
  const half = Math.ceil(rig.sizes.request / 2)
  return takeDown(rig, async () => {
    await rig.stopDriver()
    const other = new OtherDriver(rig)
    await other.until((status) => status === 'online')
    const n = await rig.prepare()
    const { bytesIn } = await rig.bytes()
    await rig.fault('stall', { afterBytes: half })
    const asked = other.probe(n)
    const end = performance.now() + NOTICE_MS
    while (performance.now() < end && (await rig.bytes()).bytesIn < bytesIn + half) await tick()
    await other.kill()
    await rig.cure()
    rig.startDriver()
    return [{ n, said: await asked }]
  })
}

/** The device's power goes when the whole request is out and the reply is awaited. Its memory goes too. */
export function simulatorKilled(rig: Rig): Promise<Account> {
  return takeDown(rig, async () => {
    const n = await rig.prepare()
    const { bytesIn } = await rig.bytes()
    await rig.fault('silence')
    const asked = rig.probe(n)
    const end = performance.now() + NOTICE_MS
    while (performance.now() < end && (await rig.bytes()).bytesIn === bytesIn) await tick()
    await rig.killSimulator()
    const said = await asked
    if (said.ok && rig.sizes.reply > 0)
      rig.complaints.push('well done, said the driver of a device that never answered')
    await rig.reviveSimulator()
    return [{ said }]
  })
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2))
}
