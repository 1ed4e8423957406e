import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSSRApp } from 'vue'
import { createI18n } from 'vue-i18n'
import { renderToString } from 'vue/server-renderer'
import { uiTexts } from '../i18n/texts.ts'
import type { LinkState } from '../link-state.ts'
import ConnectionBanner from './ConnectionBanner.vue'

const { link: texts } = uiTexts.en
const LOST_MS = 65_000

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** What the row says with the line in this state, and so many commands unanswered for long. */
function shown(link: LinkState, unanswered = 0): Promise<string> {
  const now = Date.now()
  const since = now - LOST_MS
  const pending = Array.from({ length: unanswered }, (_, n) => ({ id: `command-${n}`, since }))
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: uiTexts.en } })
  const banner = createSSRApp(ConnectionBanner, { link, since, now, endedBy: null, pending })
  return renderToString(banner.use(createPinia()).use(i18n))
}

test.each(['connecting', 'online', 'lost', 'signedOut'] as const)(
  'keeps its row while the line is %s, so that nothing moves when that changes',
  async (state) => {
    expect(await shown(state)).toMatch(/^<section class="row"/)
    expect(await shown(state, 1)).toMatch(/^<section class="row"/)
  },
)

test('says that all is well when it is, and only then', async () => {
  expect(await shown('online')).toContain(texts.online)
  expect(await shown('online', 1)).not.toContain(texts.online)
  expect(await shown('lost')).not.toContain(texts.online)
})

test('says since when the line is lost and what still waits for an answer', async () => {
  const text = await shown('lost', 2)
  expect(text).toContain(texts.lost)
  expect(text).toContain('lost for 01:05')
  expect(text).toContain(texts.waitingFor.replace('{count}', '2'))
  expect(text).toContain(texts.giveUp)
})
