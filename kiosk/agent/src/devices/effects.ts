import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
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
    deviceChanged({ id }, state) {
      log.info('device.state', { device: id, state: state.device, error: state.error })
      reporter.note(id, state)
    },
    deviceGone: ({ id }) => reporter.drop(id),
    async stop() {
      reporter.stop()
      await devices.stop()
    },
  }
}
