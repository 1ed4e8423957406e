import { COUNTER_WORK, DEVICE_WORK, FLOOR_WORK } from '../access.ts'
import { command } from '../define/command.ts'
import { CounterId, DeviceId, ReasonId } from '../ids.ts'
import { CallKey } from './words.ts'

/** A member of staff takes a counter into service. */
export const OpenCounter = command('counter.open', { counterId: CounterId }, { by: COUNTER_WORK })
/** 暂停服务 */
export const PauseCounter = command(
  'counter.pause',
  { counterId: CounterId, reasonId: ReasonId },
  { by: COUNTER_WORK },
)
export const ResumeCounter = command('counter.resume', { counterId: CounterId }, { by: COUNTER_WORK })
export const CloseCounter = command('counter.close', { counterId: CounterId }, { by: FLOOR_WORK })
/** 撤销: takes back the counter's last action within the hall's undo time. */
export const UndoLast = command('counter.undo', { counterId: CounterId }, { by: COUNTER_WORK })

/**
 * A key of the call pad at a counter. It does what the member of staff who has the counter open may do there, and
 * nothing at a counter where nobody is signed in.
 */
export const PressCallKey = command('counter.key', { deviceId: DeviceId, key: CallKey }, { by: DEVICE_WORK })
