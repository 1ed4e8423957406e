import { lookUp } from '@service-hall/contract'
import type { Context } from '../../core/decision.ts'
import type { WithPayment } from '../state.ts'

const DRAWER = 'drawer-'

/** Whether a box is the drawer of a counter (`drawer-C1`) that the hall has. */
export function isDrawer({ config }: Pick<Context, 'config'>, boxId: string): boolean {
  return config.counters.some(({ id }) => boxId === DRAWER + id)
}

/** Boxes are cash acceptors of kiosks and drawers of counters, and what still holds money of one that is gone. */
export function isBox(state: WithPayment, context: Pick<Context, 'config'>, boxId: string): boolean {
  const device = context.config.devices.find(({ id }) => id === boxId)
  if (device) return device.kind === 'cashAcceptor'
  return isDrawer(context, boxId) || lookUp(state.view.cashBoxes, boxId) !== undefined
}

/** Where cash that staff take goes: a drawer, also one that is gone and still holds money. Null: it may. */
export function whyNoDrawer(
  state: WithPayment,
  context: Pick<Context, 'config'>,
  boxId: string,
): 'payment.boxUnknown' | 'payment.creditNotDrawer' | null {
  if (!isBox(state, context, boxId)) return 'payment.boxUnknown'
  const isAcceptor = context.config.devices.some(({ id }) => id === boxId)
  return isAcceptor || !boxId.startsWith(DRAWER) ? 'payment.creditNotDrawer' : null
}

/** What can be taken out of a box now, fen: what a first person has counted out of it waits for the second. */
export function inBox({ view }: WithPayment, boxId: string): number {
  const box = lookUp(view.cashBoxes, boxId)
  return box ? box.fen - (box.counted?.expectedFen ?? 0) : 0
}
