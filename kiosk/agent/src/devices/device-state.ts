import type { DeviceState } from '@service-hall/contract'
import type { DeviceStatus } from '@service-hall/drivers'

/** A driver's status in the words of the contract. */
export function deviceState({ device, paper, error }: DeviceStatus): DeviceState {
  return {
    device: device === 'fraudAttempt' || device === 'potentialFraud' ? 'hardwareError' : device,
    ...(paper === undefined ? {} : { paper }),
    ...(error === undefined ? {} : { error: error.code, action: error.action }),
  }
}
