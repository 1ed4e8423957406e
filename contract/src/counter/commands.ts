import { COUNTER_WORK, DEVICE_WORK, FLOOR_WORK } from '../access.ts'
import { command } from '../define/command.ts'
import { CounterId, DeviceId, ReasonId } from '../ids.ts'
import { CallKey, CustomerOfClosed } from './words.ts'

/** A member of staff takes a counter into service. */
export const OpenCounter = command('counter.open', { counterId: CounterId }, { by: COUNTER_WORK })
/** 暂停服务 */
export const PauseCounter = command(
  'counter.pause',
  { counterId: CounterId, reasonId: ReasonId },
  { by: COUNTER_WORK },
)
export const ResumeCounter = command('counter.resume', { counterId: CounterId }, { by: COUNTER_WORK })
/** Goes on in this session at a counter that one has open in another; what that one does later does not touch it. */
export const TakeOverCounter = command('counter.takeOver', { counterId: CounterId }, { by: COUNTER_WORK })
/**
 * Closes one's own counter, or frees that of somebody who left. `customer`: what becomes of a customer held there:
 * `waiting` at the old place in the queue (also when absent), or `closed`, the case being ended with a flag.
 */
export const CloseCounter = command(
  'counter.close',
  { counterId: CounterId, customer: CustomerOfClosed.optional() },
  { by: FLOOR_WORK },
)
/** 撤销: takes back the counter's last action within the hall's undo time. */
export const UndoLast = command('counter.undo', { counterId: CounterId }, { by: COUNTER_WORK })

/**
 * A key of the call pad at a counter. It does what the member of staff who has the counter open may do there, and
 * nothing at a counter where nobody is signed in.
 */
export const PressCallKey = command('counter.key', { deviceId: DeviceId, key: CallKey }, { by: DEVICE_WORK })
