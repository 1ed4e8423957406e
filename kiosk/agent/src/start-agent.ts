import { mkdir } from 'node:fs/promises'
import { databaseInUse } from '@service-hall/journal'
import { tightenFolder } from '@service-hall/server-kit'
import { Agent } from './agent.ts'
import { agentFold } from './capabilities.ts'
import { descriptionStore } from './hall/description.ts'
import { HallMirror } from './hall/mirror.ts'
import { openMemory } from './memory/memory.ts'
import { memoryFile } from './options.ts'
import type { AgentOptions } from './options.ts'

/** Starts the agent of one station on its data folder. Throws when another agent has that folder. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { data, clock, log, station } = options
  log.info('database.inUse', await databaseInUse())
  await mkdir(data, { recursive: true, mode: 0o700 })
  await tightenFolder(data, log)
  const descriptions = descriptionStore(data, log)
  const [memory, known] = await Promise.all([
    openMemory({ fold: agentFold, path: memoryFile(data), clock, log }),
    descriptions.load(),
  ])
  const agent = new Agent(options, { memory, descriptions, hall: new HallMirror(clock, station, known) })
  await agent.start()
  return agent
}
