import { PendingEnrolments } from '@service-hall/contract'
import { request } from '@service-hall/ui'
import { onMounted, onUnmounted, ref, shallowRef } from 'vue'
import type { Ref } from 'vue'

const POLL_MS = 5000

/** Machines that ask to be let in, looked up every few seconds while the page can be seen. */
export function usePendingEnrolments(): {
  pending: Ref<PendingEnrolments>
  failed: Ref<boolean>
  refresh: () => Promise<void>
} {
  const pending = shallowRef<PendingEnrolments>([])
  const failed = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined

  async function refresh(): Promise<void> {
    if (document.hidden) return
    const answer = await request('GET', '/api/enrolment')
    const list = answer.ok ? PendingEnrolments.safeParse(answer.value) : null
    failed.value = !list?.success
    if (list?.success) pending.value = list.data
  }
  const look = (): void => void refresh()

  onMounted(() => {
    look()
    timer = setInterval(look, POLL_MS)
    document.addEventListener('visibilitychange', look)
  })
  onUnmounted(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  })
  return { pending, failed, refresh }
}
