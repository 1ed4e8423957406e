import type { ConsoleMe, HallLimits } from '@service-hall/contract'
import { createTexts } from '@service-hall/ui'
import type { ShowState } from '@service-hall/ui/gallery'
import '@service-hall/ui/tokens.css'
import '@service-hall/ui/tokens-dark.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import { createPinia } from 'pinia'
import type { Pinia } from 'pinia'
import { createApp, nextTick } from 'vue'
import { createMemoryHistory } from 'vue-router'
import { useSession } from '../src/access/session-store.ts'
import { consoleRouter } from '../src/app/router.ts'
import { shellTexts } from '../src/app/texts.ts'
import App from '../src/app/App.vue'
import { useLive } from '../src/live/live-store.ts'
import { useOrganisation } from '../src/organisation/organisation-store.ts'
import { pages } from '../src/pages/index.ts'
import { severityTexts } from '../src/severity/texts.ts'
import { followScheme, useScheme } from '../src/shared/scheme.ts'
import type { Scheme } from '../src/shared/scheme.ts'
import '../src/styles/console.css'
import { NOW, aRegion } from './a-region.ts'
import type { TestRegion } from './a-region.ts'

export type ConsoleState = {
  /** Address of the page, `/overview?view=table`. */
  at: string
  region?: () => TestRegion
  scheme?: Scheme
  me?: ConsoleMe
  /** Answers of the hub by method and path, beside those for the frame; everything else cannot be reached. */
  answers?: Answers
  /** What else is so before the page is mounted. */
  before?: (pinia: Pinia) => void
  /** What somebody does once it is. */
  after?: () => void | Promise<void>
}

export type Answers = Readonly<Record<string, { status?: number; body: unknown } | 'never'>>

export const administrator: ConsoleMe = {
  ...{
    accountId: 'S1001' as ConsoleMe['accountId'],
    name: '赵敏',
    secondFactor: false,
    wall: false,
    isStaff: false,
  },
  grants: [{ regionId: 'root' as never, role: 'administrator' }],
}

/** A page of the console in its frame, as a region stands. */
export function show(state: ConsoleState): ShowState {
  const { at, region = () => aRegion(60), scheme = 'light', me = administrator, answers = {} } = state
  return async ({ language }) => {
    const { organisation, tiles } = region()
    const limits: HallLimits = organisation.halls.map(({ hallId }) => ({ hallId, waitMs: 15 * 60_000 }))
    answering({ 'GET /api/halls/limits': { body: limits }, ...answers })
    followScheme()
    useScheme().value = scheme
    const pinia = createPinia()
    useSession(pinia).me = me
    const known = useOrganisation(pinia)
    known.seen = organisation
    known.ready = true
    const live = useLive(pinia)
    live.line = 'online'
    live.now = NOW
    live.ready = true
    live.book.replace(tiles)
    state.before?.(pinia)
    const texts = createTexts(shellTexts, severityTexts, ...pages.map((page) => page.texts))
    texts.global.locale.value = language === 'zh' ? 'zh-CN' : 'en'
    const router = consoleRouter(createMemoryHistory())
    await router.push(at)
    await router.isReady()
    createApp(App).use(pinia).use(texts).use(router).mount('#app')
    await settled()
    await state.after?.()
    await settled()
  }
}

/** What the hub would have said, by method and path; everything else cannot be reached. */
export function answering(answers: Answers): void {
  globalThis.fetch = (input, init) => {
    const answer =
      answers[`${init?.method ?? 'GET'} ${input instanceof Request ? input.url : input.toString()}`]
    if (answer === 'never') return new Promise(() => undefined)
    if (!answer) return Promise.reject(new Error('unreachable'))
    return Promise.resolve(Response.json(answer.body, { status: answer.status ?? 200 }))
  }
}

/** Answers that were made up are there, and what they changed is drawn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve))
    await nextTick()
  }
  await new Promise((resolve) => requestAnimationFrame(resolve))
}

const MOST_TURNS = 50

/** The first thing that matches, once it is there; a page that has none is not in the state it should be in. */
export async function find(selector: string, text?: string): Promise<HTMLElement> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const found = [...document.querySelectorAll<HTMLElement>(selector)].find(
      (one) => text === undefined || one.textContent.includes(text),
    )
    if (found) return found
    await settled()
  }
  throw new Error(`the page has no ${selector} ${text ?? ''}`)
}

export async function press(selector: string, text?: string): Promise<void> {
  ;(await find(selector, text)).click()
  await settled()
}

export async function type(selector: string, text: string): Promise<void> {
  const field = (await find(selector)) as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input'))
  field.dispatchEvent(new Event('change'))
  await settled()
}
