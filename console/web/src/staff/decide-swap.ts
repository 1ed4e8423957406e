import type { OwnSwap } from '@service-hall/contract'
import { useToasts } from '@service-hall/ui'
import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { sendCommand } from '../api/commands.ts'

export type SwapDecision = {
  busy: Ref<boolean>
  /** A swap that breaks rules, so that approving it needs a reason. */
  reasonFor: ShallowRef<OwnSwap | null>
  /** Whether it was decided; `despite`: the reason, where one was asked for. */
  decide: (swap: OwnSwap, approved: boolean, despite?: string) => Promise<boolean>
}

/** Approves or refuses swaps; one that breaks rules asks for a reason first. */
export function useSwapDecision(): SwapDecision {
  const busy = ref(false)
  const reasonFor: ShallowRef<OwnSwap | null> = shallowRef(null)
  const toasts = useToasts()
  async function decide(swap: OwnSwap, approved: boolean, despite?: string): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    const { hallId, week, swapId } = swap
    const why = despite === undefined ? {} : { despite }
    const sent = await sendCommand({ type: 'roster.decideSwap', hallId, week, swapId, approved, ...why })
    busy.value = false
    if (sent?.ok) {
      reasonFor.value = null
      toasts.show('good', { key: 'staffWords.saved' })
      return true
    }
    if (sent === null) toasts.show('bad', { key: 'common.outcomeUnknown' })
    else if (sent.code === 'roster.breaksRules') reasonFor.value = swap
    else if (sent.code === 'unreachable') toasts.show('bad', { key: 'common.unreachable' })
    else toasts.show('bad', { refusal: sent.code })
    return false
  }
  return { busy, reasonFor, decide }
}
