import type { LinkState } from '@service-hall/ui'
import type { Situation, UndoChance } from './situation.ts'

/** What staff can do at a counter, in the order of the keys 1…9, 0. */
export const ACTIONS = [
  { id: 'callNext', key: '1', icon: 'bell' },
  { id: 'recall', key: '2', icon: 'bell' },
  { id: 'noShow', key: '3', icon: 'cross' },
  { id: 'start', key: '4', icon: 'play' },
  { id: 'complete', key: '5', icon: 'check' },
  { id: 'transfer', key: '6', icon: 'arrow' },
  { id: 'park', key: '7', icon: 'bag' },
  { id: 'pause', key: '8', icon: 'pause' },
  { id: 'close', key: '9', icon: 'door' },
  { id: 'undo', key: '0', icon: 'undo' },
] as const
export type ActionId = (typeof ACTIONS)[number]['id']

/** Why an action cannot be done now; a key of the page's texts under `why`. */
export type Why =
  | 'link'
  | 'paused'
  | 'busy'
  | 'nobodyHere'
  | 'nobodyWaits'
  | 'underWay'
  | 'notStarted'
  | 'undoNothing'
  | 'undoTooLate'
  | 'undoMovedOn'

export type ActionContext = {
  situation: Situation
  link: LinkState
  /** People this counter could call. */
  waiting: number
  undo: UndoChance
}

const UNDO_WHY = { nothing: 'undoNothing', tooLate: 'undoTooLate', movedOn: 'undoMovedOn' } as const

/** For every action: null when it can be done, otherwise why not. The hall server decides for good. */
export function blockedActions(context: ActionContext): Record<ActionId, Why | null> {
  const { situation, undo } = context
  const offline: Why | null = context.link === 'online' ? null : 'link'
  const paused: Why | null = offline ?? (situation.status === 'paused' ? 'paused' : null)
  const called = situation.status === 'called'
  const serving = situation.status === 'serving'
  const here = called || serving
  const withCustomer = paused ?? (here ? null : 'nobodyHere')
  const whileCalled = withCustomer ?? (called ? null : 'underWay')
  return {
    callNext: paused ?? (here ? 'busy' : context.waiting === 0 ? 'nobodyWaits' : null),
    recall: whileCalled,
    noShow: whileCalled,
    start: whileCalled,
    complete: withCustomer ?? (serving ? null : 'notStarted'),
    transfer: withCustomer,
    park: withCustomer,
    pause: offline ?? (here ? 'busy' : null),
    close: offline ?? (here ? 'busy' : null),
    undo: paused ?? (undo.possible ? null : UNDO_WHY[undo.why]),
  }
}

/** How often the customer on the way was recalled, and whether one more recall marks a no-show (过号). */
export function recalls(situation: Situation, limit: number): { count: number; used: boolean } {
  const count = situation.status === 'called' ? situation.ticket.state.calls - 1 : 0
  return { count, used: situation.status === 'called' && count >= limit }
}

/** The step that usually comes next; it is the one in colour. */
export function usualNext(situation: Situation): ActionId {
  switch (situation.status) {
    case 'free':
      return 'callNext'
    case 'called':
      return 'start'
    case 'serving':
      return 'complete'
    case 'paused':
      return 'pause'
  }
}

/** The action of a key that was pressed, on the digit row or the number pad. `code` as in KeyboardEvent. */
export function actionOfKey(code: string): ActionId | null {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  return ACTIONS.find((action) => action.key === digit)?.id ?? null
}
