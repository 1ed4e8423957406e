// A host with nothing to do, in a process of its own: node idle-host.ts '{"configs":[…],"seconds":20}'
import { startDevices } from '@service-hall/drivers'
import type { DeviceConfig } from '@service-hall/drivers'
import { untilOnline } from '@service-hall/drivers/testing'

const SETTLE_MS = 2_000

const { configs, seconds } = JSON.parse(process.argv[2] ?? '{}') as {
  configs: DeviceConfig[]
  seconds: number
}
const host = startDevices(configs)
await Promise.all([...host.devices.values()].map((device) => untilOnline(device)))
await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
const before = process.cpuUsage()
const began = performance.now()
await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
const { user, system } = process.cpuUsage(before)
const idleCpuPercent = (user + system) / 10 / (performance.now() - began)
await host.stop()
process.stdout.write(`${JSON.stringify({ idleCpuPercent: Math.round(idleCpuPercent * 100) / 100 })}\n`)
process.exit(0)
