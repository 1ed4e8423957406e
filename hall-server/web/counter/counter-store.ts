import { isHeldBy } from '@service-hall/contract'
import type { ReasonId, TransferTarget } from '@service-hall/contract'
import { useHallStore, useSender } from '@service-hall/ui/hall'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { blockedActions } from './actions.ts'
import type { ActionId } from './actions.ts'
import { lastRating } from './last-rating.ts'
import { counterOfStaff, situationAt, undoChance } from './situation.ts'
import type { Situation } from './situation.ts'
import { waitingList } from './waiting-list.ts'

/** A dialog that an action opens first. */
export type ActionDialog = 'transfer' | 'park' | 'pause' | 'close'

/** The counter of whoever is signed in, and what can be done there. */
export const useCounterStore = defineStore('counter', () => {
  const hall = useHallStore()
  const sender = useSender()
  const dialog = ref<ActionDialog | null>(null)

  const staffId = computed(() => (hall.you?.kind === 'staff' ? hall.you.staffId : null))
  const config = computed(() => hall.view.config)
  const counter = computed(() => (staffId.value ? counterOfStaff(hall.view, staffId.value) : null))
  /** The counter is open under one's number, but in another session: somewhere else, or before signing in again. */
  const isElsewhere = computed(
    () => hall.you?.kind === 'staff' && counter.value !== null && !isHeldBy(counter.value.duty, hall.you),
  )
  const counterConfig = computed(
    () => config.value?.counters.find((row) => row.id === counter.value?.id) ?? null,
  )
  const situation = computed<Situation>(() =>
    counter.value ? situationAt(hall.view, counter.value) : { status: 'free' },
  )
  const waiting = computed(() =>
    config.value && counterConfig.value
      ? waitingList(hall.view, counterConfig.value, config.value, hall.now)
      : [],
  )
  const undo = computed(() =>
    counter.value && config.value
      ? undoChance(hall.view, counter.value, config.value.policies.undoSeconds, hall.now)
      : ({ possible: false, why: 'nothing' } as const),
  )
  const rating = computed(() =>
    counter.value ? lastRating(hall.view, counter.value.id) : ({ status: 'none' } as const),
  )
  const blocked = computed(() =>
    blockedActions({
      situation: situation.value,
      link: hall.link,
      waiting: waiting.value.length,
      undo: undo.value,
    }),
  )

  /** Does an action, or opens the dialog that it needs. Nothing happens while it is blocked or another is under way. */
  function act(action: ActionId): void {
    const counterId = counter.value?.id
    if (!counterId || isElsewhere.value || blocked.value[action] || sender.busy) return
    switch (action) {
      case 'callNext':
        return sender.run(action, { type: 'ticket.call', counterId })
      case 'recall':
        return sender.run(action, { type: 'ticket.recall', counterId })
      case 'noShow':
        return sender.run(action, { type: 'ticket.noShow', counterId })
      case 'start':
        return sender.run(action, { type: 'ticket.start', counterId })
      case 'complete':
        return sender.run(action, { type: 'ticket.complete', counterId })
      case 'undo':
        return sender.run(action, { type: 'counter.undo', counterId })
      case 'pause':
        if (situation.value.status === 'paused')
          return sender.run(action, { type: 'counter.resume', counterId })
        dialog.value = 'pause'
        return
      case 'transfer':
      case 'park':
      case 'close':
        dialog.value = action
    }
  }

  function transfer(to: TransferTarget): void {
    if (counter.value) sender.run('transfer', { type: 'ticket.transfer', counterId: counter.value.id, to })
    dialog.value = null
  }
  function park(reasonId: ReasonId, minutes: number): void {
    const counterId = counter.value?.id
    if (counterId) sender.run('park', { type: 'ticket.park', counterId, reasonId, minutes })
    dialog.value = null
  }
  function pause(reasonId: ReasonId): void {
    if (counter.value) sender.run('pause', { type: 'counter.pause', counterId: counter.value.id, reasonId })
    dialog.value = null
  }
  function close(): void {
    if (counter.value) sender.run('close', { type: 'counter.close', counterId: counter.value.id })
    dialog.value = null
  }

  function takeOver(): void {
    if (counter.value) sender.run('takeOver', { type: 'counter.takeOver', counterId: counter.value.id })
  }

  return {
    staffId,
    counter,
    isElsewhere,
    takeOver,
    counterConfig,
    situation,
    waiting,
    undo,
    rating,
    blocked,
    dialog,
    act,
    transfer,
    park,
    pause,
    close,
  }
})
