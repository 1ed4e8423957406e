import { EndedTickets } from '@service-hall/contract'
import type { EndedTicket } from '@service-hall/contract'
import { request } from '@service-hall/ui'
import { onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'

/** How often the first page is asked for anew, while it can be seen and no other was asked for, ms. */
const POLL_MS = 10_000
/** How long a person may go on typing before the hall is asked, ms. */
const TYPING_MS = 250

/** Tickets that have ended, page by page from the latest; `wanted` finds them by number. */
export function useEndedTickets(): {
  wanted: Ref<string>
  tickets: Ref<readonly EndedTicket[]>
  hasMore: Ref<boolean>
  failed: Ref<boolean>
  busy: Ref<boolean>
  more: () => void
} {
  const wanted = ref('')
  const tickets = shallowRef<readonly EndedTicket[]>([])
  const hasMore = ref(false)
  const failed = ref(false)
  const busy = ref(false)
  let next: number | null = null
  let pages = 1
  let question = 0
  let poll: ReturnType<typeof setInterval> | undefined
  let typing: ReturnType<typeof setTimeout> | undefined

  async function ask(before: number | null): Promise<void> {
    const own = (question += 1)
    busy.value = true
    const query = new URLSearchParams({
      ...(wanted.value.trim() === '' ? {} : { wanted: wanted.value.trim() }),
      ...(before === null ? {} : { before: String(before) }),
    }).toString()
    const answer = await request('GET', `/api/tickets/ended${query === '' ? '' : `?${query}`}`)
    if (own !== question) return
    busy.value = false
    const page = answer.ok ? EndedTickets.safeParse(answer.value) : null
    failed.value = !page?.success
    if (!page?.success) return
    tickets.value = before === null ? page.data.tickets : [...tickets.value, ...page.data.tickets]
    pages = before === null ? 1 : pages + 1
    next = page.data.next
    hasMore.value = next !== null
  }
  const refresh = (): void => void (!document.hidden && pages === 1 && ask(null))

  watch(wanted, () => {
    clearTimeout(typing)
    typing = setTimeout(() => void ask(null), TYPING_MS)
  })
  onMounted(() => {
    void ask(null)
    poll = setInterval(refresh, POLL_MS)
  })
  onUnmounted(() => {
    clearInterval(poll)
    clearTimeout(typing)
    question += 1
  })
  return { wanted, tickets, hasMore, failed, busy, more: () => void ask(next) }
}
