import type { Role, SessionId, StaffId } from '@service-hall/contract'
import { applyTheme, createTexts } from '@service-hall/ui'
import type { Texts } from '@service-hall/ui'
import type { ShowState, Showing } from '@service-hall/ui/gallery'
import { useHallStore } from '@service-hall/ui/hall'
import type { TestHall } from '@service-hall/ui/testing'
import '@service-hall/ui/tokens.css'
import { createPinia } from 'pinia'
import type { Pinia } from 'pinia'
import { createApp, nextTick } from 'vue'
import type { Component } from 'vue'
import { hallTexts } from '../shared/texts.ts'
import { demoNames } from './a-busy-hall.ts'

/** A page with its texts, loaded when it is shown: its styles are the whole document's. */
export type LoadedPage = { root: Component; texts: Texts; props?: Record<string, unknown> }

export type LiveState = {
  page: () => Promise<LoadedPage>
  hall: () => TestHall
  /** Who is signed in; null: a call display. */
  roles: readonly Role[] | null
  staffId?: string
  /** What else is so before the page is mounted. */
  before?: (pinia: Pinia, hall: TestHall) => void
  /** What somebody does once it is. */
  after?: () => void | Promise<void>
}

/** A page that follows a hall, as that hall stands. */
export function live({ page, hall: build, roles, staffId = 'S1001', before, after }: LiveState): ShowState {
  return async (showing) => {
    const { root, texts, props } = await page()
    const pinia = createPinia()
    const told = build()
    const hall = useHallStore(pinia)
    hall.view = told.view
    hall.ready = true
    hall.link = 'online'
    hall.now = told.now()
    hall.linkSince = told.now() - 3_600_000
    hall.staffNames = demoNames
    hall.you =
      roles === null
        ? null
        : {
            kind: 'staff',
            staffId: staffId as StaffId,
            roles: [...roles],
            sessionId: 'gallery' as SessionId,
          }
    before?.(pinia, told)
    applyTheme(told.config.theme)
    await mount({ root, texts, props: props ?? {} }, pinia, showing, after)
  }
}

/** A page that follows nothing. `after`: what somebody does once it is mounted. */
export function still(page: () => Promise<LoadedPage>, after?: () => void | Promise<void>): ShowState {
  return async (showing) => mount(await page(), createPinia(), showing, after)
}

async function mount(
  { root, texts, props = {} }: LoadedPage,
  pinia: Pinia,
  { language }: Showing,
  after?: () => void | Promise<void>,
): Promise<void> {
  const i18n = createTexts(hallTexts, texts)
  i18n.global.locale.value = language === 'zh' ? 'zh-CN' : 'en'
  createApp(root, props).use(pinia).use(i18n).mount('#app')
  await settled()
  await after?.()
  await settled()
}

/** Answers that were made up are there, and what they changed is drawn. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve))
  await nextTick()
}

/** What the server would have said, by method and path; everything else cannot be reached. */
export function answering(
  answers: Readonly<Record<string, { status?: number; body: unknown } | 'never'>>,
): void {
  globalThis.fetch = (input, init) => {
    const answer =
      answers[`${init?.method ?? 'GET'} ${input instanceof Request ? input.url : input.toString()}`]
    if (answer === 'never') return new Promise(() => undefined)
    if (!answer) return Promise.reject(new Error('unreachable'))
    return Promise.resolve(Response.json(answer.body, { status: answer.status ?? 200 }))
  }
}

/** Presses the first thing that matches; a page that has none is not in the state it should be in. */
export async function press(selector: string): Promise<void> {
  ;(await find(selector)).click()
  await settled()
}

/** Types into a field. */
export async function type(selector: string, text: string): Promise<void> {
  const field = (await find(selector)) as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input'))
  await settled()
}

/** What comes with an answer of the server is there some turns later. */
const MOST_TURNS = 50

async function find(selector: string): Promise<HTMLElement> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const found = document.querySelector<HTMLElement>(selector)
    if (found) return found
    await settled()
  }
  throw new Error(`the page has no ${selector}`)
}
