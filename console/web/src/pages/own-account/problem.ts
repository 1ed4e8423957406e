import { useText } from '@service-hall/ui'
import { computed, ref } from 'vue'
import type { ComputedRef, Ref } from 'vue'

/** What went wrong, by its code, in the language that is on. */
export function useProblem(): { code: Ref<string | null>; problem: ComputedRef<string> } {
  const { t, refusal } = useText()
  const code = ref<string | null>(null)
  const problem = computed(() => {
    if (code.value === null) return ''
    return code.value === 'unreachable' ? t('common.unreachable') : refusal(code.value)
  })
  return { code, problem }
}
