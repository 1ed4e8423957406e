import { join } from 'node:path'
import { HallConfig } from '@service-hall/contract'
import { z } from 'zod'
import { writePrivate } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import { read } from './credentials.ts'

/** What is not named here is passed over: earlier releases kept what a maintenance PIN is checked against. */
const Description = z.object({
  config: HallConfig,
  /** Hall clock minus this machine's, ms. */
  clockOffsetMs: z.number(),
  stationId: z.string(),
})
/** What the hall last said about itself and this station: enough to start with while the hall is out of reach. */
export type Description = z.infer<typeof Description>

export type DescriptionStore = {
  load(): Promise<Description | null>
  save(description: Description): Promise<void>
}

export function descriptionStore(folder: string, log: Log): DescriptionStore {
  const path = join(folder, 'hall.json')
  let saved = ''
  const save = async (description: Description): Promise<void> => {
    const text = JSON.stringify(description)
    if (text === saved) return
    await writePrivate(path, text)
    saved = text
  }
  return {
    async load() {
      const kept = await read(path, z.looseObject(Description.shape), log)
      if (kept === null) return null
      const description = Description.parse(kept)
      if ('maintenancePin' in kept)
        await save(description).catch((cause: unknown) => log.error('description.notKept', cause))
      return description
    },
    save,
  }
}
