import { join } from 'node:path'
import type { HallFile } from '@service-hall/contract'
import { portsIn, sandboxScript, startOutside } from '@service-hall/harness/sandbox'
import { hallAddress } from './options.ts'
import type { DemoOptions } from './options.ts'
import type { ProgramGroup } from './program-group.ts'

/** Folder in the demo's data where keys and settings of the sandboxes are. */
export const SANDBOXES = 'sandboxes'

/**
 * Stands in for the world that payments need: the utility and the channels, each a program. Answers what a hall server is
 * told of them; nothing where the hall's file offers no way to pay, or names systems of its own.
 */
export async function startSandboxes(
  group: ProgramGroup,
  { file, options }: { file: HallFile; options: DemoOptions },
): Promise<string[]> {
  if (!file.payments || file.paymentSystems) return []
  const kiosks = file.stations.filter(({ kind }) => kind === 'kiosk').map(({ id }) => String(id))
  const { systemsFile } = await startOutside({
    ...{ folder: join(options.data, SANDBOXES), hall: hallAddress(options) },
    terminals: [...kiosks, ...file.counters.map(({ id }) => String(id))],
    start: async (name, args) => {
      const started = await group.start({ name, args: [sandboxScript(name), ...args], pick: portsIn })
      return started.ready
    },
  })
  return ['--payment-systems', systemsFile]
}
