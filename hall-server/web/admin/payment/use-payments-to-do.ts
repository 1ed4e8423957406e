import { useHallStore } from '@service-hall/ui/hall'
import { computed, toRaw } from 'vue'
import type { ComputedRef } from 'vue'
import { dueRows } from '../../shared/payment/due-rows.ts'
import { refundRows } from '../../shared/payment/refund-rows.ts'

/** How much waits for a person now: refunds to approve or pay out, notes to look for, batches that failed, what is overdue. */
export function usePaymentsToDo(): ComputedRef<number> {
  const hall = useHallStore()
  return computed(() => {
    // Every order is looked at: once a fact and once a second, without tracking each.
    if (hall.view.number === 0) return 0
    const { payments, doubtfulNotes, settlements } = toRaw(hall.view)
    const { toApprove, toPayOut } = refundRows(payments)
    const overdue = dueRows(payments, hall.now).filter(
      ({ isOverdue, kind }) => isOverdue && kind !== 'return' && kind !== 'note',
    )
    const notes = Object.keys(doubtfulNotes).length
    const unsettled = Object.values(settlements).filter(({ state }) => state === 'failed').length
    return toApprove.length + toPayOut.length + overdue.length + notes + unsettled
  })
}
