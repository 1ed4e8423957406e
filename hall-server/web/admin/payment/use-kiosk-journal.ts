import { PaymentJournalPage } from '@service-hall/contract'
import type { PaymentJournalLine } from '@service-hall/contract'
import { request } from '@service-hall/ui'
import { onUnmounted, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'

/** Electronic journal of the kiosk and day that are chosen, page by page; asked for when either changes. */
export function useKioskJournal(
  stationId: Ref<string>,
  day: Ref<string>,
): {
  lines: Ref<readonly PaymentJournalLine[]>
  hasMore: Ref<boolean>
  failed: Ref<boolean>
  busy: Ref<boolean>
  more: () => void
} {
  const lines = shallowRef<readonly PaymentJournalLine[]>([])
  const hasMore = ref(false)
  const failed = ref(false)
  const busy = ref(false)
  let next: number | null = null
  let question = 0

  async function ask(after: number | null): Promise<void> {
    const own = (question += 1)
    if (stationId.value === '' || !/^\d{4}-\d{2}-\d{2}$/.test(day.value)) return
    busy.value = true
    const from = after === null ? '' : `&after=${after}`
    const answer = await request(
      'GET',
      `/api/payments/journal/${encodeURIComponent(stationId.value)}?day=${day.value}${from}`,
    )
    if (own !== question) return
    busy.value = false
    const page = answer.ok ? PaymentJournalPage.safeParse(answer.value) : null
    failed.value = !page?.success
    if (!page?.success) return
    lines.value = after === null ? page.data.lines : [...lines.value, ...page.data.lines]
    next = page.data.next
    hasMore.value = next !== null
  }

  watch(
    [stationId, day],
    () => {
      lines.value = []
      hasMore.value = false
      void ask(null)
    },
    { immediate: true },
  )
  onUnmounted(() => (question += 1))
  return { lines, hasMore, failed, busy, more: () => void (next !== null && ask(next)) }
}
