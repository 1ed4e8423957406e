import { StaffAccounts } from '@service-hall/contract'
import { request } from '@service-hall/ui'
import { onMounted, onUnmounted, shallowRef } from 'vue'
import type { Ref } from 'vue'

const POLL_MS = 5000

/** Everybody's sign-ins, looked up every few seconds while the page can be seen; empty for who may not see them. */
export function useStaffAccounts(): { accounts: Ref<StaffAccounts>; refresh: () => Promise<void> } {
  const accounts = shallowRef<StaffAccounts>([])
  let timer: ReturnType<typeof setInterval> | undefined

  async function refresh(): Promise<void> {
    if (document.hidden) return
    const answer = await request('GET', '/api/staff')
    const list = answer.ok ? StaffAccounts.safeParse(answer.value) : null
    if (list?.success) accounts.value = list.data
  }

  onMounted(() => {
    void refresh()
    timer = setInterval(() => void refresh(), POLL_MS)
  })
  onUnmounted(() => clearInterval(timer))
  return { accounts, refresh }
}
