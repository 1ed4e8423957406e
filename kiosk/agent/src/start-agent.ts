import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { IMAGES_FOLDER } from '@service-hall/contract'
import { databaseInUse } from '@service-hall/journal'
import { tightenFolder } from '@service-hall/server-kit'
import { ImageStore } from '@service-hall/server-kit/image'
import { Agent } from './agent.ts'
import { agentFold } from './capabilities.ts'
import { descriptionStore } from './hall/description.ts'
import { HallMirror } from './hall/mirror.ts'
import { openMemory } from './memory/memory.ts'
import { memoryFile } from './options.ts'
import type { AgentOptions } from './options.ts'

/** What images of its playlist may take of the station's disk, bytes: the present list and the next one. */
const MOST_IMAGE_BYTES = 90_000_000

/** Starts the agent of one station on its data folder. Throws when another agent has that folder. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { data, clock, log, station } = options
  log.info('database.inUse', await databaseInUse())
  await mkdir(data, { recursive: true, mode: 0o700 })
  await tightenFolder(data, log)
  const descriptions = descriptionStore(data, log)
  const [memory, known, images] = await Promise.all([
    openMemory({ fold: agentFold, path: memoryFile(data), clock, log }),
    descriptions.load(),
    ImageStore.open(join(data, IMAGES_FOLDER), MOST_IMAGE_BYTES),
  ])
  const hall = new HallMirror(clock, station, known)
  const agent = new Agent(options, { memory, descriptions, hall, images, imagesHere: await images.list() })
  await agent.start()
  return agent
}
