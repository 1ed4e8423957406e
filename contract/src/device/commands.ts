import { DEVICE_WORK } from '../access.ts'
import { command } from '../define/command.ts'
import { DeviceId } from '../ids.ts'
import { DeviceState } from './words.ts'

/** A device's new state, from the station that drives it. */
export const ReportDevice = command(
  'device.report',
  { deviceId: DeviceId, state: DeviceState },
  { by: DEVICE_WORK },
)
