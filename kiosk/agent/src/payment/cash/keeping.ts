import { lookUp } from '@service-hall/contract'
import type { CommandId } from '@service-hall/contract'
import type { Log } from '@service-hall/server-kit'
import type { AgentMemory } from '../../capabilities.ts'
import type { CashKeeping } from '../../devices/station-devices.ts'
import { cashRecorded } from './decide.ts'

/** Keeps what acceptors do in the agent's memory: a note counts when it is on the disk, and not before. */
export function cashKeeping(memory: AgentMemory, newId: () => CommandId, log: Log): CashKeeping {
  return {
    memoryOf: (deviceId) => lookUp(memory.state.cashAccounts, deviceId)?.memory ?? undefined,
    keep(deviceId, record) {
      const facts = cashRecorded(memory.state, deviceId, record, newId)
      for (const event of record.events) {
        if (event.type === 'credited')
          log.info('cash.credited', { device: deviceId, credit: event.creditId, fen: event.denominationFen })
        if (event.type === 'uncertain')
          log.warn('cash.uncertain', { device: deviceId, note: event.noteId, reason: event.reason })
      }
      return memory.keep(facts)
    },
  }
}
