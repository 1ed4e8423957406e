import { boxFill, lookUp } from '@service-hall/contract'
import type { DeviceConfig, DeviceState, HallView } from '@service-hall/contract'
import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { filledTo } from './device-state.ts'
import { DeviceReporter } from './reporter.ts'

/** Drives the devices that the hall's file gives to this station, and keeps the hall informed of their states. */
export function devicesEffects({ devices, hall, link, newId, clock, log }: Ports): Effects {
  const reporter = new DeviceReporter({ sender: link, newId, clock, log })
  function configure(): void {
    devices.configure(hall.config?.devices.filter(({ station }) => station === hall.stationId) ?? [])
  }
  return {
    start: configure,
    hallRead() {
      configure()
      reporter.wake()
    },
    hallFollowed: (types) => types.has('HallConfigured') && configure(),
    // Acceptors do not know how full their boxes are: the hall counts.
    show(view) {
      for (const { config, state } of devices.ofKind('cashAcceptor'))
        reporter.note(config.id, withFill(config, state, view))
    },
    deviceChanged(config, state) {
      log.info('device.state', { device: config.id, state: state.device, error: state.error })
      reporter.note(config.id, withFill(config, state, hall.view))
    },
    deviceGone: ({ id }) => reporter.drop(id),
    async stop() {
      reporter.stop()
      await devices.stop()
    },
  }
}

function withFill({ id, kind }: DeviceConfig, state: DeviceState, view: HallView | null): DeviceState {
  if (kind !== 'cashAcceptor' || view === null) return state
  const notes = lookUp(view.cashBoxes, id)?.notes ?? 0
  return filledTo(state, boxFill(notes, view.config?.payments?.boxNotes))
}
