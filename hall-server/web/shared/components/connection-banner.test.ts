import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSSRApp } from 'vue'
import { createI18n } from 'vue-i18n'
import { renderToString } from 'vue/server-renderer'
import type { LinkState } from '../hall-link.ts'
import { useHallStore } from '../hall-store.ts'
import { commonMessages } from '../messages/common.ts'
import type { PendingCommand } from '../outbox.ts'
import ConnectionBanner from './ConnectionBanner.vue'

const { link } = commonMessages.en
const LOST_MS = 65_000

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** What the row says with the line in this state, and so many commands unanswered for long. */
function shown(state: LinkState, unanswered = 0): Promise<string> {
  const pinia = createPinia()
  setActivePinia(pinia)
  const hall = useHallStore()
  hall.link = state
  hall.linkSince = hall.now - LOST_MS
  const since = hall.now - LOST_MS
  hall.pending = Array.from({ length: unanswered }, (_, n): PendingCommand => {
    return { id: `command-${n}` as PendingCommand['id'], type: 'ticket.call', since, attempts: 3 }
  })
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: commonMessages.en } })
  return renderToString(createSSRApp(ConnectionBanner).use(pinia).use(i18n))
}

test.each(['connecting', 'online', 'lost', 'signedOut'] as const)(
  'keeps its row while the line is %s, so that nothing moves when that changes',
  async (state) => {
    expect(await shown(state)).toMatch(/^<section class="row"/)
    expect(await shown(state, 1)).toMatch(/^<section class="row"/)
  },
)

test('says that all is well when it is, and only then', async () => {
  expect(await shown('online')).toContain(link.online)
  expect(await shown('online', 1)).not.toContain(link.online)
  expect(await shown('lost')).not.toContain(link.online)
})

test('says since when the line is lost and what still waits for an answer', async () => {
  const text = await shown('lost', 2)
  expect(text).toContain(link.lost)
  expect(text).toContain('lost for 01:05')
  expect(text).toContain(link.waitingFor.replace('{count}', '2'))
  expect(text).toContain(link.giveUp)
})
