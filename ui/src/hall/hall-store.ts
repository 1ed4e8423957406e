import { SurroundingsTold, billingSaid, emptyView, table, waitingShown } from '@service-hall/contract'
import type {
  Answer,
  BillingAsked,
  BillingSaid,
  CommandId,
  CommandType,
  EndedTotals,
  FactEntry,
  HallId,
  HallView,
  HallWaiting,
  RefusalCode,
  Snapshot,
} from '@service-hall/contract'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { LinkState } from '../link-state.ts'
import { openHallLink } from './hall-link.ts'
import type { HallLink, HallLinkOptions } from './hall-link.ts'
import { createOutbox } from './outbox.ts'
import type { Outbox, PendingCommand, Unsent } from './outbox.ts'
import { createServerClock } from './server-clock.ts'

export type ConnectOptions = HallLinkOptions & {
  /** See `OutboxOptions`. */
  patienceMs?: number
}

/**
 * The hall as this screen sees it, live. `view` is deeply reactive and changed only by facts; before `ready` it is
 * empty. For figures over thousands of tickets, depend on `view.number` and read `toRaw(view)`.
 */
export const useHallStore = defineStore('hall', () => {
  const clock = createServerClock()
  const view: Ref<HallView> = ref(emptyView())
  const ready = ref(false)
  const link = ref<LinkState>('connecting')
  const linkSince = ref(clock.read())
  const endedBy = ref<RefusalCode | null>(null)
  const you = shallowRef<Snapshot['you'] | null>(null)
  const staffNames = shallowRef(table<string>())
  /** Of the tickets that the snapshot left out; for managers. */
  const ended = shallowRef<EndedTotals | null>(null)
  /** How many wait in halls near by, and since when that is so, by the local steady clock; null: not known. */
  const near = shallowRef<{ waiting: ReadonlyMap<HallId, HallWaiting>; since: number } | null>(null)
  /** Hall time, epoch ms, ticking on whole seconds of the hall. */
  const now = ref(clock.read())
  /** What was sent and has no answer yet. */
  const pending = ref<PendingCommand[]>([])
  const listeners = new Set<(entry: FactEntry) => void>()
  let hallLink: HallLink | null = null
  let outbox: Outbox | null = null
  let ticker: ReturnType<typeof setTimeout> | undefined

  function tick(): void {
    now.value = clock.read()
    clearTimeout(ticker)
    ticker = setTimeout(tick, 1000 - (now.value % 1000) + 2)
  }

  /** Connects for as long as the page lives. Called once. */
  function connect(options: ConnectOptions = {}): void {
    if (hallLink) return
    hallLink = openHallLink(options, {
      localNow: clock.local,
      heard: clock.followed,
      fact: (entry) => listeners.forEach((listener) => listener(entry)),
      surroundings(told) {
        const { data } = SurroundingsTold.safeParse(told)
        if (!data) return
        const waiting = new Map(data.waiting.map((row) => [row.hallId, row]))
        near.value = data.ageMs === null ? null : { waiting, since: clock.local() - data.ageMs }
      },
      snapshot(snapshot, askedAt) {
        clock.heard(snapshot.now, askedAt)
        view.value = snapshot.view
        you.value = snapshot.you
        staffNames.value = snapshot.staffNames ?? table()
        ended.value = snapshot.ended ?? null
        ready.value = true
        tick()
        return view.value
      },
      state(state, code) {
        if (link.value !== state) linkSince.value = clock.read()
        link.value = state
        endedBy.value = code
        if (state === 'signedOut') outbox?.giveUpAll()
      },
    })
    outbox = createOutbox({
      wire: hallLink,
      now: clock.read,
      changed: (list) => (pending.value = list),
      ...(options.retryMs === undefined ? {} : { retryMs: options.retryMs }),
      ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
    })
    tick()
  }

  function disconnect(): void {
    clearTimeout(ticker)
    outbox?.giveUpAll()
    hallLink?.close()
    hallLink = null
    outbox = null
  }

  /** Sends a command until it is answered. Null: given up; the facts will tell whether it was done. */
  function send(command: Unsent): Promise<Answer | null> {
    if (!outbox || link.value === 'signedOut') return Promise.resolve(null)
    return outbox.send(command)
  }

  /** Asks about accounts and bills; whatever hinders an answer is `away`. Nothing of it is kept here. */
  async function askBilling<Asked extends BillingAsked>(asked: Asked): Promise<BillingSaid<Asked['ask']>> {
    if (!hallLink || link.value !== 'online') return { is: 'away' }
    try {
      return billingSaid<Asked['ask']>(asked.ask, await hallLink.ask(asked))
    } catch {
      // No answer in time is told as any other that did not come.
      return { is: 'away' }
    }
  }

  /** Whether a command (of one of these types) waits for its answer. */
  function isPending(...types: CommandType[]): boolean {
    return pending.value.some((command) => types.length === 0 || types.includes(command.type))
  }

  /** Stops waiting for a pending command. */
  function giveUp(id: CommandId): void {
    outbox?.giveUp(id)
  }

  /** Hears every fact as it is folded (never those of a snapshot). Returns what stops it. */
  function onFact(listener: (entry: FactEntry) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  /** How many wait now in a hall near by; null: nobody knows, or no longer. Looked at anew each second. */
  function waitingNow(hallId: HallId): HallWaiting | null {
    if (!near.value || now.value < 0) return null
    const shown = waitingShown(near.value.waiting.get(hallId), clock.local() - near.value.since)
    return shown.is === 'live' ? shown.waiting : null
  }

  /** Hall time this instant, epoch ms, for what cannot wait for the next tick. */
  const clockNow = (): number => clock.read()

  return {
    view,
    ready,
    link,
    linkSince,
    endedBy,
    you,
    staffNames,
    ended,
    now,
    pending,
    connect,
    disconnect,
    send,
    askBilling,
    isPending,
    giveUp,
    onFact,
    waitingNow,
    clockNow,
  }
})
