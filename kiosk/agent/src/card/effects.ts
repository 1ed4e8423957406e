import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { CardReading } from './card-reading.ts'
import { phaseOf } from './session-phase.ts'

/** Looks for ID cards while somebody may lay one on the reader. */
export function cardEffects(ports: Ports): Effects {
  const { clock, log, hall, devices, memory, link, identities, refresh } = ports
  const reading = new CardReading({
    clock,
    log,
    hall,
    reader: () => devices.ofKind('idReader')[0],
    onChanged: refresh,
  })
  identities.present = () => reading.identity
  return {
    changed: () => reading.follow(phaseOf(memory.state, link.state)),
    deviceEvent({ kind, config, event }) {
      if (kind === 'idReader') reading.onEvent(config.id, event)
    },
    intents: { forgetCard: () => reading.forget() },
    view: () => ({ card: reading.view }),
    stop: () => reading.stop(),
  }
}
