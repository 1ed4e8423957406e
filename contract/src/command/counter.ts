import { z } from 'zod'
import { CommandId, CounterId, DeviceId, ReasonId } from '../ids.ts'

const at = { id: CommandId, counterId: CounterId }

/** A member of staff takes a counter into service. */
export const OpenCounter = z.strictObject({ type: z.literal('counter.open'), ...at })
/** 暂停服务 */
export const PauseCounter = z.strictObject({ type: z.literal('counter.pause'), ...at, reasonId: ReasonId })
export const ResumeCounter = z.strictObject({ type: z.literal('counter.resume'), ...at })
export const CloseCounter = z.strictObject({ type: z.literal('counter.close'), ...at })
/** 撤销: takes back the counter's last action within the hall's undo time. */
export const UndoLast = z.strictObject({ type: z.literal('counter.undo'), ...at })

/** What a call pad (呼叫器) can ask for: 下一位, 重呼, 过号, 开始办理, 办结. */
export const CallKey = z.enum(['next', 'recall', 'noShow', 'start', 'complete'])
export type CallKey = z.infer<typeof CallKey>

/**
 * A key of the call pad at a counter. It does what the member of staff who has the counter open may do there, and
 * nothing at a counter where nobody is signed in.
 */
export const PressCallKey = z.strictObject({
  type: z.literal('counter.key'),
  id: CommandId,
  deviceId: DeviceId,
  key: CallKey,
})
