import { uuid7 } from '@service-hall/contract'
import type { KioskCard, Language, PaymentAsk, PaymentPurpose, ScreenIntent } from '@service-hall/contract'
import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef } from 'vue'
import { ENVIRONMENT } from '../environment.ts'
import { customerNews } from '../flow/customer.ts'
import type { CustomerTold } from '../flow/customer.ts'
import { idleness } from '../flow/idleness.ts'
import type { DraftEvent } from '../flow/payment/draft.ts'
import { endsAt, isPending } from '../flow/payment/state.ts'
import { restOf } from '../flow/rest.ts'
import { initialFlow, languageOf } from '../flow/state.ts'
import type { FlowEvent } from '../flow/state.ts'
import { update } from '../flow/update.ts'
import { letterAnswer } from '../letters/answer.ts'
import { backFrom, homeFrom, isBusy, leavesAt, pageOf } from '../pages/shown.ts'
import type { AgentPort } from '../port/port.ts'

/** How often the screen looks at the clock, ms. */
const TICK_MS = 250

/** The whole screen: the flow, the line to the agent, and what pages read from them. */
export const useKioskStore = defineStore('kiosk', () => {
  const environment = inject(ENVIRONMENT)
  if (!environment) throw new Error('The screen has no environment')
  const { clock, openPort, drawLetter } = environment
  const flow = shallowRef(initialFlow(clock.monotonic()))
  const wallClock = ref(clock.now())
  let port: AgentPort | null = null
  let told: CustomerTold = null

  function dispatch(event: FlowEvent): void {
    const { flow: next, intents } = update(flow.value, event, clock.monotonic())
    flow.value = next
    wallClock.value = clock.now()
    for (const intent of intents) send(intent)
    tellOfCustomer()
  }

  /** The agent waits with what would disturb a customer. */
  function tellOfCustomer(): void {
    if (flow.value.view === null) return
    const news = customerNews(flow.value, told)
    if (!news) return
    told = { present: news.present, at: flow.value.now }
    send(news)
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
        const drawn = letterAnswer(view, drawLetter)
        if (drawn) send(drawn)
      },
      onPresence(present) {
        // Another agent has heard nothing.
        told = null
        dispatch({ type: 'agent', present })
      },
    })
    clock.every(TICK_MS, () => dispatch({ type: 'tick' }))
  }

  /** An id of one touch alone. */
  function newTouch(): string {
    return uuid7(clock.now(), crypto.getRandomValues(new Uint8Array(10)))
  }

  /** Chooses a service: who is known by an ID card gets the ticket at once. */
  function choose(serviceId: string): void {
    dispatch({ type: 'choose', serviceId, touchId: newTouch() })
  }

  /** Asks for a ticket of this class. */
  function take(classId: string): void {
    dispatch({ type: 'take', classId, touchId: newTouch() })
  }

  /** Begins a payment or an inquiry. */
  function beginPayment(purpose: PaymentPurpose): void {
    dispatch({ type: 'payBegin', purpose, paymentId: newTouch() })
  }

  /** Answers the question of a payment. */
  function answer(ask: PaymentAsk): void {
    dispatch({ type: 'pay', ask })
  }

  function draft(event: DraftEvent): void {
    dispatch({ type: 'payDraft', draft: event })
  }

  const view = computed(() => flow.value.view)
  const question = computed(() => {
    const left = idleness(flow.value)
    return left.is === 'question' ? left : null
  })

  return {
    view,
    language: computed(() => languageOf(flow.value)),
    question,
    card: computed((): KioskCard => view.value?.card ?? { is: 'absent' }),
    page: computed(() => pageOf(flow.value)),
    /** See `restOf`. */
    rest: computed(() => restOf(flow.value)),
    /** When the page shown goes home by itself, by the clock of `now`; null where it waits for the customer. */
    leavesAt: computed(() => leavesAt(flow.value)),
    /** An answer is on its way; nothing else can be answered. */
    pending: computed(() => isPending(flow.value.payment, flow.value.now)),
    /** When the step of a payment is over, by the clock of `now`; null: it takes its time. */
    paymentEndsAt: computed(() => endsAt(flow.value.payment)),
    /** The agent is out of reach while a payment may be under way. */
    agentAway: computed(
      () => flow.value.awaySince !== null && flow.value.now - flow.value.awaySince >= 2_000,
    ),
    senior: computed(() => flow.value.senior),
    /** For durations and deadlines, ms; the wall clock is `wallClock`, epoch ms. */
    now: computed(() => flow.value.now),
    wallClock,
    busy: computed(() => isBusy(flow.value)),
    canGoBack: computed(() => backFrom(flow.value) !== null),
    canGoHome: computed(() => homeFrom(flow.value) !== null),
    languages: computed((): Language[] => view.value?.hall?.languages ?? ['zh', 'en']),
    brand: computed(() => view.value?.hall?.theme.brand ?? '#00706B'),
    begin,
    dispatch,
    choose,
    take,
    beginPayment,
    answer,
    draft,
  }
})
