import type { CommandId, CounterId, Role, StaffId } from '@service-hall/contract'
import { useToasts } from '@service-hall/ui'
import { useHallStore, useSender } from '@service-hall/ui/hall'
import type { TestHall } from '@service-hall/ui/testing'
import type { Pinia } from 'pinia'
import { useCounterStore } from '../counter/counter-store.ts'
import { useScanStore } from '../shared/scan-store.ts'
import { aBusyHall, anOpenHall, arrive, issuePrinted, tell } from './a-busy-hall.ts'
import { chargeStates } from './charge-states.ts'
import { answering, live, press, type } from './show.ts'
import type { LiveState, LoadedPage } from './show.ts'
import { SESSIONS } from './staff-accounts.ts'

async function page(): Promise<LoadedPage> {
  const [{ default: root }, { counterTexts }] = await Promise.all([
    import('../counter/CounterPage.vue'),
    import('../counter/texts.ts'),
  ])
  return { root, texts: counterTexts }
}

/** The terminal of counter 1, or of whoever else is signed in. */
const terminal = (
  hall: () => TestHall,
  { roles = ['counterStaff'], ...more }: Partial<LiveState> = {},
): ReturnType<typeof live> => live({ page, hall, roles, ...more })

/** Nobody at counter 1 has anything to do, but many wait. */
const waiting = aBusyHall
function called(recalls = 0): TestHall {
  const hall = aBusyHall()
  const id = nextId(hall)
  hall.call(id, 'C1')
  for (let times = 1; times <= recalls; times += 1) {
    hall.pass(12)
    hall.recall(id, times, 'C1')
  }
  hall.pass(9)
  return hall
}
function serving(minutes: number): TestHall {
  const hall = called()
  const id = holding(hall)
  hall.start(id, 'C1')
  hall.pass(minutes * 60)
  return hall
}
function paused(): TestHall {
  const hall = aBusyHall()
  hall.pause('C1')
  hall.pass(260)
  return hall
}
/** Counter 1 was opened in another session of the same person. */
function elsewhere(): TestHall {
  const hall = called()
  const at = { counterId: 'C1' as CounterId, staffId: 'S1001' as StaffId, session: 'another1' }
  hall.happen({ type: 'CounterTakenOver', ...at, by: 'staff:S1001' })
  return hall
}
/** The call display had too many calls to speak: this one was passed over. */
function passedOver(hall: TestHall): TestHall {
  tell(hall, { type: 'CallNotAnnounced', ticketId: holding(hall), counterId: 'C1' })
  return hall
}
function nextId(hall: TestHall) {
  const id = Object.values(hall.view.lanes)
    .flat()
    .find((one) => hall.view.tickets[one]?.serviceId === 'pay')
  if (!id) throw new Error('nobody waits to pay')
  return id
}
function holding(hall: TestHall) {
  const id = hall.view.counters['C1']?.holding
  if (!id) throw new Error('counter 1 is free')
  return id
}
/** The last customer of counter 1 rated, or not. */
function rated(outcome: 'open' | 'timeout' | 'padUnavailable' | 1 | 5): TestHall {
  const hall = serving(3)
  const id = holding(hall)
  hall.complete(id, 'C1')
  hall.invite(id, 'C1')
  hall.pass(4)
  if (outcome === 'open') return hall
  if (typeof outcome === 'number') hall.rate(id, outcome, 'C1')
  else hall.lapse(id, outcome, 'C1')
  hall.pass(2)
  return hall
}
/** A senior customer, whose ticket a kiosk could not print. */
function seniorWithoutPaper(): TestHall {
  const hall = anOpenHall('C1')
  const ticketId = issuePrinted(hall, 'meterCard', 'notPrinted')
  const ticket = hall.view.tickets[ticketId]
  if (ticket) Object.assign(ticket, { senior: true, language: 'en', classId: 'senior' })
  hall.pass(95)
  hall.call(ticketId, 'C1')
  hall.pass(5)
  return hall
}
function toSettle(): TestHall {
  const hall = aBusyHall()
  issuePrinted(hall, 'pay', 'notPrinted')
  issuePrinted(hall, 'newConnection', 'unknown')
  issuePrinted(hall, 'inquiry', 'notPrinted')
  hall.pass(70)
  return hall
}
/** Three counters open, a hundred people waiting, many set aside. */
function crowded(): TestHall {
  const hall = anOpenHall('C1', 'C2', 'C3')
  const ids = arrive(hall, 140, 13)
  const forCounter1 = ids.filter((id) =>
    ['pay', 'meterCard', 'invoice'].includes(hall.view.tickets[id]?.serviceId ?? ''),
  )
  for (const id of forCounter1.slice(0, 12)) {
    hall.call(id, 'C1')
    hall.pass(20)
    hall.noShow(id, 'C1')
  }
  for (const id of forCounter1.slice(12, 20)) {
    hall.call(id, 'C1')
    hall.start(id, 'C1')
    hall.pass(30)
    hall.park(id, 10, 'C1')
  }
  return hall
}

const dialog = (name: 'transfer' | 'park' | 'pause' | 'close') => (pinia: Pinia) => {
  useCounterStore(pinia).dialog = name
}
const scanned = (typed: string) => (pinia: Pinia) => useScanStore(pinia).heard(typed)
const lostFor = (seconds: number) => (pinia: Pinia, hall: TestHall) => {
  const store = useHallStore(pinia)
  store.link = 'lost'
  store.linkSince = hall.now() - seconds * 1000
}
const ownAccount = (): void =>
  answering({
    'GET /api/session/all': { body: SESSIONS },
    'POST /api/session/password': { status: 400, body: { ok: false, code: 'password.tooSimple' } },
  })
const openAccount = () => press('[data-testid=own-account]')
const manager: Role[] = ['lobbyManager', 'counterStaff']

export const counterStates = {
  loading: terminal(waiting, { before: (pinia) => (useHallStore(pinia).ready = false) }),
  choose: terminal(() => anOpenHall('C2'), { staffId: 'S1001' }),
  chooseNotStaff: terminal(() => anOpenHall('C2'), { staffId: 'S9001', roles: ['administrator'] }),
  chooseOffline: terminal(() => anOpenHall('C2'), { before: lostFor(65) }),
  elsewhere: terminal(elsewhere),
  freeNobody: terminal(() => anOpenHall('C1')),
  freeWaiting: terminal(waiting),
  freeCrowded: terminal(crowded),
  freeManager: terminal(() => toSettle(), { roles: manager }),
  callingNext: terminal(waiting, { before: (pinia) => (useSender(pinia).running = 'callNext') }),
  called: terminal(() => called()),
  calledOften: terminal(() => called(3)),
  calledSeniorWithoutPaper: terminal(seniorWithoutPaper),
  calledNotAnnounced: terminal(() => passedOver(called())),
  calledEverything: terminal(() => passedOver(seniorWithoutPaper())),
  serving: terminal(() => serving(2)),
  servingTicked: terminal(() => serving(3), { after: () => press('input[type=checkbox]') }),
  servingWarning: terminal(() => serving(4.4)),
  servingOver: terminal(() => serving(11)),
  undoable: terminal(() => {
    const hall = called()
    hall.noShow(holding(hall), 'C1')
    hall.pass(7)
    return hall
  }),
  scannedTicket: terminal(waiting, { before: scanned('A001\n') }),
  scannedAccount: terminal(() => called(), { before: scanned('3201457896\n') }),
  scannedStripe: terminal(waiting, { before: scanned(';6225000000000000=2512?\n') }),
  paused: terminal(paused),
  ratingOpen: terminal(() => rated('open')),
  ratingGiven: terminal(() => rated(5)),
  ratingBad: terminal(() => rated(1)),
  ratingTimeout: terminal(() => rated('timeout')),
  ratingPadUnavailable: terminal(() => rated('padUnavailable')),
  transferDialog: terminal(() => serving(2), { before: dialog('transfer') }),
  parkDialog: terminal(() => serving(2), { before: dialog('park') }),
  pauseDialog: terminal(waiting, { before: dialog('pause') }),
  closeDialog: terminal(waiting, { before: dialog('close') }),
  accountDialog: terminal(waiting, { before: ownAccount, after: openAccount }),
  accountWrong: terminal(waiting, {
    before: ownAccount,
    after: async () => {
      await openAccount()
      await type('#present-password', 'made-up')
      await type('#next-password', '12345678')
      await press('dialog button[type=submit]')
    },
  }),
  helpDialog: terminal(waiting, { after: () => press('.tools button.quiet') }),
  settleDialog: terminal(toSettle, { after: () => press('.tools button.paper') }),
  settleDialogEmpty: terminal(waiting, { after: () => press('.tools button.paper') }),
  ...chargeStates(terminal, lostFor(65)),
  connecting: terminal(waiting, {
    before: (pinia, hall) => {
      const store = useHallStore(pinia)
      store.link = 'connecting'
      store.linkSince = hall.now() - 5_000
    },
  }),
  lost: terminal(() => serving(2), { before: lostFor(7) }),
  stale: terminal(() => serving(2), { before: lostFor(4_000) }),
  unanswered: terminal(waiting, {
    before: (pinia, hall) => {
      const since = hall.now() - 12_000
      useHallStore(pinia).pending = [
        { id: 'command-1' as CommandId, type: 'ticket.call', since, attempts: 4 },
      ]
    },
  }),
  lostUnanswered: terminal(waiting, {
    before: (pinia, hall) => {
      lostFor(65)(pinia, hall)
      const since = hall.now() - 60_000
      useHallStore(pinia).pending = [
        { id: 'command-1' as CommandId, type: 'ticket.call', since, attempts: 4 },
        { id: 'command-2' as CommandId, type: 'ticket.unpark', since, attempts: 4 },
      ]
    },
  }),
  signedOut: terminal(waiting, {
    before: (pinia) => {
      const store = useHallStore(pinia)
      store.link = 'signedOut'
      store.endedBy = 'access.signIn'
    },
  }),
  toasts: terminal(waiting, {
    before: (pinia) => {
      const toasts = useToasts(pinia)
      toasts.show('good', { key: 'link.back' })
      toasts.show('bad', { refusal: 'queue.empty' })
      toasts.show('bad', { key: 'common.outcomeUnknown' })
    },
  }),
}
