import { z } from 'zod'

export const UNDOABLE = ['call', 'noShow', 'start', 'complete', 'transfer', 'park'] as const
/** What a counter can take back. */
export const UndoableAction = z.enum(UNDOABLE)
export type UndoableAction = z.infer<typeof UndoableAction>

/** What a call pad (呼叫器) can ask for: 下一位, 重呼, 过号, 开始办理, 办结. */
export const CallKey = z.enum(['next', 'recall', 'noShow', 'start', 'complete'])
export type CallKey = z.infer<typeof CallKey>

/** What becomes of the customer of a counter that a manager closes. */
export const CustomerOfClosed = z.enum(['waiting', 'closed'])
export type CustomerOfClosed = z.infer<typeof CustomerOfClosed>
