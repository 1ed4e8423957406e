import { openPty } from '@service-hall/drivers/testing'
import type { DeviceConfig } from '@service-hall/drivers'
import { runHelper } from '../lib/helper-process.ts'
import { protocols, startSimulatorOf } from './protocols.ts'

const DEVICES = 12
const SECONDS = 20

/** Share of one core that a host with twelve devices takes while nobody wants anything of them. */
export async function benchIdle(): Promise<number> {
  const endings: (() => Promise<void>)[] = []
  try {
    const configs: DeviceConfig[] = []
    for (let index = 0; index < DEVICES; index += 1) {
      const protocol = protocols[index % protocols.length]
      if (!protocol) break
      const simulated = await startSimulatorOf(protocol)
      endings.push(() => simulated.stop())
      const pty = await openPty(simulated.port)
      endings.push(() => pty.stop())
      configs.push({ ...protocol.device(pty.url, 'usual'), id: `${protocol.protocol}-${index}` })
    }
    const { idleCpuPercent } = await runHelper<{ idleCpuPercent: number }>('drivers/idle-host.ts', {
      configs,
      seconds: SECONDS,
    })
    return idleCpuPercent
  } finally {
    for (const end of endings.reverse()) await end()
  }
}
