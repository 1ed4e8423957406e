import { uuid7 } from '@service-hall/contract'
import type { KioskCard, Language, Localized, ScreenIntent } from '@service-hall/contract'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { step } from '../flow/flow.ts'
import { canGoBack, canGoHome, isBusy, pageOf } from '../flow/page.ts'
import { asleep, languageOf } from '../flow/state.ts'
import type { FlowEvent } from '../flow/state.ts'
import { idleness } from '../flow/timing.ts'
import { openPort } from '../port/open-port.ts'
import type { AgentPort } from '../port/port.ts'

/** How often the screen looks at the clock, ms. */
const TICK_MS = 250

/** The whole screen: the flow, the line to the agent, and what pages read from them. */
export const useKioskStore = defineStore('kiosk', () => {
  const flow = shallowRef(asleep(Date.now()))
  let port: AgentPort | null = null

  function dispatch(event: FlowEvent): void {
    const { flow: next, intents } = step(flow.value, event, Date.now())
    flow.value = next
    for (const intent of intents) send(intent)
  }

  function send(intent: ScreenIntent): void {
    port?.send(intent)
  }

  /** Opens the line and lets time pass; once, at start. */
  function begin(): void {
    port = openPort({
      onMessage({ view }) {
        // Whatever an earlier life of this page left unlocked.
        if (flow.value.view === null) {
          send({ type: 'lockMaintenance' })
          send({ type: 'forgetCard' })
        }
        dispatch({ type: 'view', view })
      },
      onPresence: (present) => dispatch({ type: 'agent', present }),
    })
    setInterval(() => dispatch({ type: 'tick' }), TICK_MS)
  }

  /** An id of one touch alone. */
  function newTouch(): string {
    return uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
  }

  /** Chooses a service: who is known by an ID card gets the ticket at once. */
  function choose(serviceId: string): void {
    dispatch({ type: 'choose', serviceId, touchId: newTouch() })
  }

  /** Asks for a ticket of this class. */
  function take(classId: string): void {
    dispatch({ type: 'take', classId, touchId: newTouch() })
  }

  const view = computed(() => flow.value.view)
  const language = computed(() => languageOf(flow.value))
  const question = computed(() => {
    const left = idleness(flow.value)
    return left.is === 'question' ? left : null
  })

  return {
    view,
    language,
    question,
    card: computed((): KioskCard => view.value?.card ?? { is: 'absent' }),
    page: computed(() => pageOf(flow.value)),
    senior: computed(() => flow.value.senior),
    now: computed(() => flow.value.now),
    busy: computed(() => isBusy(flow.value)),
    canGoBack: computed(() => canGoBack(flow.value)),
    canGoHome: computed(() => canGoHome(flow.value)),
    languages: computed((): Language[] => view.value?.hall?.languages ?? ['zh', 'en']),
    brand: computed(() => view.value?.hall?.theme.brand ?? '#00706B'),
    /** A text of the hall in the customer's language. */
    say: (text: Localized): string => text[language.value],
    begin,
    dispatch,
    choose,
    take,
  }
})
