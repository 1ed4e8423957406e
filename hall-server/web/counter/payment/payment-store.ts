import type {
  BilledAccount,
  BilledMonth,
  DeviceId,
  PayChannelId,
  PaymentAttempt,
  PaymentOrderId,
} from '@service-hall/contract'
import { useHallStore, useSender } from '@service-hall/ui/hall'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { drawerOf } from '../../shared/payment/box-rows.ts'
import { useCounterStore } from '../counter-store.ts'
import { accountAsked } from './account-asked.ts'
import { owedBills } from './choice.ts'
import { counterStep, isUnderWay as isOrderUnderWay, openOrdersAt } from './order-step.ts'

/** Why nothing was found, for the texts under `charge.find`. */
export type FindProblem = 'unreadable' | 'none' | 'away' | 'refused'

/** A payment at this counter: the account that was found, what is owed, and the order. Gone when the next one begins. */
export const useCounterPayment = defineStore('counterPayment', () => {
  const hall = useHallStore()
  const sender = useSender()
  const terminal = useCounterStore()
  const isOpen = ref(false)
  const isAsking = ref(false)
  const problem = ref<FindProblem | null>(null)
  const accounts = shallowRef<readonly BilledAccount[]>([])
  const account = shallowRef<BilledAccount | null>(null)
  const bills = shallowRef<readonly BilledMonth[]>([])
  const orderId = ref<PaymentOrderId | null>(null)
  /** What the customer gave in notes, fen; shown until the next payment. */
  const tenderedFen = ref<number | null>(null)

  const ways = computed(() => hall.view.config?.payments?.ways ?? [])
  const counterId = computed(() => terminal.counter?.id ?? null)
  const isOffered = computed(() => ways.value.length > 0 && counterId.value !== null && !terminal.isElsewhere)
  const order = computed(() => (orderId.value ? hall.view.payments[orderId.value] : undefined))
  const step = computed(() => (order.value ? counterStep(order.value) : null))
  const unfinished = computed(() =>
    counterId.value ? openOrdersAt(hall.view.payments, counterId.value) : [],
  )

  /** Something is being paid here, begun on this page or by whoever was here before. */
  const isUnderWay = computed(() => orderId.value !== null || unfinished.value.some(isOrderUnderWay))

  function forget(): void {
    accounts.value = []
    account.value = null
    bills.value = []
    problem.value = null
    orderId.value = null
    tenderedFen.value = null
  }

  async function find(typed: string): Promise<void> {
    const who = accountAsked(typed)
    forget()
    if (!who) {
      problem.value = 'unreadable'
      return
    }
    isAsking.value = true
    const said = await hall.askBilling({ ask: 'accounts', who })
    isAsking.value = false
    if (said.is !== 'ok') {
      problem.value = said.is === 'away' ? 'away' : 'none'
      return
    }
    accounts.value = said.value
    const [only, ...others] = said.value
    if (!only) problem.value = 'none'
    else if (others.length === 0) await choose(only)
  }

  async function choose(chosen: BilledAccount): Promise<void> {
    isAsking.value = true
    const said = await hall.askBilling({ ask: 'bills', accountNo: chosen.accountNo })
    isAsking.value = false
    if (said.is !== 'ok') {
      problem.value = said.is === 'away' ? 'away' : 'refused'
      return
    }
    bills.value = owedBills(said.value)
    account.value = chosen
    problem.value = null
  }

  /** Opens the order of what was chosen. */
  function open(picked: { billId: string; fen: number }[], prepayFen: number): void {
    const at = counterId.value
    const { accountNo } = account.value ?? {}
    if (!at || !accountNo) return
    const months = new Map(bills.value.map(({ billId, month }) => [billId, month]))
    sender.run(
      'charge.open',
      {
        type: 'payment.open',
        purpose: picked.length > 0 ? 'bills' : 'prepay',
        accountNo,
        bills: picked.map(({ billId, fen }) => ({ billId, fen, month: months.get(billId) ?? '' })),
        creditFen: prepayFen,
        counterId: at,
      },
      ({ paymentOrderId }) => (orderId.value = paymentOrderId ?? null),
    )
  }

  function takeCash(channel: PayChannelId): void {
    if (!orderId.value) return
    tenderedFen.value = null
    sender.run('charge.cash', { type: 'payment.attempt', orderId: orderId.value, channel, use: 'cash' })
  }

  /**
   * The money is in the drawer and the change is with the customer: what is due is credited, then no more comes. The credit
   * is named after its attempt, so that it counts once however often it is sent. `givenFen`: null where it was noted before.
   */
  function creditCash(attempt: PaymentAttempt, givenFen: number | null): void {
    const of = { orderId: orderId.value, attemptId: attempt.id }
    if (!of.orderId || !counterId.value) return
    const command = { orderId: of.orderId, attemptId: of.attemptId }
    const endCash = (): void =>
      sender.run('charge.credit', { type: 'payment.endCash', ...command, short: 'counter' })
    if (givenFen !== null) tenderedFen.value = givenFen
    if (attempt.receivedFen > 0) return endCash()
    sender.run(
      'charge.credit',
      {
        ...{ type: 'payment.credit', ...command, fen: attempt.fen, creditId: attempt.id },
        deviceId: drawerOf(counterId.value) as DeviceId,
      },
      endCash,
    )
  }

  function takeCode(channel: PayChannelId, code: string): void {
    if (!orderId.value) return
    sender.run('charge.code', {
      ...{ type: 'payment.attempt', orderId: orderId.value, channel, use: 'scansCode' },
      credential: { kind: 'paymentCode', code },
    })
  }

  /** Ends the open attempt, so that another way can be taken. */
  function otherWay(attempt: PaymentAttempt): void {
    if (!orderId.value) return
    sender.run('charge.otherWay', {
      ...{ type: 'payment.endAttempt', orderId: orderId.value, attemptId: attempt.id },
      cause: 'otherWay',
    })
  }

  function cancel(): void {
    if (orderId.value) sender.run('charge.cancel', { type: 'payment.cancel', orderId: orderId.value })
  }

  return {
    ...{ isOpen, isAsking, problem, accounts, account, bills, orderId, tenderedFen },
    ...{ ways, counterId, isOffered, order, step, unfinished, isUnderWay },
    ...{ forget, find, choose, open, takeCash, creditCash, takeCode, otherWay, cancel },
  }
})
