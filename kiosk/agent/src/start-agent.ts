import { mkdir } from 'node:fs/promises'
import { Agent } from './agent.ts'
import { descriptionStore } from './hall/description.ts'
import { HallMirror } from './hall/mirror.ts'
import { openLedger } from './ledger/ledger.ts'
import { ledgerFile } from './options.ts'
import type { AgentOptions } from './options.ts'

/** Starts the agent of one station on its data folder. Throws when another agent has that folder. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { data, clock, log, station } = options
  await mkdir(data, { recursive: true, mode: 0o700 })
  const descriptions = descriptionStore(data, log)
  const [ledger, known] = await Promise.all([
    openLedger({ path: ledgerFile(data), clock, log }),
    descriptions.load(),
  ])
  const agent = new Agent(options, ledger, descriptions, new HallMirror(clock, station, known))
  await agent.start()
  return agent
}
