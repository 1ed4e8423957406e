import { ActorRef, STAFF_AND_REGION } from '../access.ts'
import { fact } from '../define/fact.ts'
import { DeviceId } from '../ids.ts'
import { DeviceState } from './words.ts'

export const DeviceStateChanged = fact(
  'DeviceStateChanged',
  { deviceId: DeviceId, state: DeviceState, by: ActorRef },
  { seenBy: STAFF_AND_REGION },
)
