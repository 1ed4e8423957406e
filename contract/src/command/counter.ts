import { z } from 'zod'
import { CommandId, CounterId, ReasonId } from '../ids.ts'

const at = { id: CommandId, counterId: CounterId }

/** A member of staff takes a counter into service. */
export const OpenCounter = z.strictObject({ type: z.literal('counter.open'), ...at })
/** 暂停服务 */
export const PauseCounter = z.strictObject({ type: z.literal('counter.pause'), ...at, reasonId: ReasonId })
export const ResumeCounter = z.strictObject({ type: z.literal('counter.resume'), ...at })
export const CloseCounter = z.strictObject({ type: z.literal('counter.close'), ...at })
/** 撤销: takes back the counter's last action within the hall's undo time. */
export const UndoLast = z.strictObject({ type: z.literal('counter.undo'), ...at })
