import { join } from 'node:path'
import { HallConfig } from '@service-hall/contract'
import { z } from 'zod'
import { writePrivate } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import { read } from './credentials.ts'

const Description = z.object({
  config: HallConfig,
  /** Hall clock minus this machine's, ms. */
  clockOffsetMs: z.number(),
  stationId: z.string(),
  maintenancePin: z.object({ salt: z.string(), hash: z.string(), cost: z.number() }).optional(),
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
  return {
    load: () => read(path, Description, log),
    async save(description) {
      const text = JSON.stringify(description)
      if (text === saved) return
      await writePrivate(path, text)
      saved = text
    },
  }
}
