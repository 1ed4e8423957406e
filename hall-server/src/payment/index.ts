import type { Clock, Log } from '@service-hall/server-kit'
import type { FastifyInstance } from 'fastify'
import { capability } from '../core/capability.ts'
import { closeSuspense, noteNotice } from './books.ts'
import { confirmBox, countBox, fillBox } from './box/count.ts'
import { doubtNote, settleNote } from './box/doubt.ts'
import { paymentsDue } from './due.ts'
import { closeAtChannel, openAtChannel, watchPayable, watchUnsure } from './effects/attempt.ts'
import { deliver, reverse, tellWritten } from './effects/delivery.ts'
import { sendRefund } from './effects/refund.ts'
import { unfinishedPayments } from './effects/unfinished.ts'
import { credit, endCash } from './order/cash.ts'
import { linkReceipt, rate } from './order/after.ts'
import { meterCard, noteDelivery } from './order/delivery.ts'
import { cancel, endAttempt, expire } from './order/ending.ts'
import { attempt, open } from './order/open.ts'
import { approve, noteRefund, noteReversal, payOut, refund } from './order/refund.ts'
import { confirmAttempt, settleAttempt } from './order/settle-attempt.ts'
import { noteAttempt } from './order/standing.ts'
import { prepareAttempt, prepareOpen } from './prepare.ts'
import { reconcileAgain } from './reconcile/by-hand.ts'
import { noteAwaited, noteReconciled, reconcile } from './reconcile/decide.ts'
import { receiptRoutes } from './receipt/routes.ts'
import { reconciliationRoutes } from './reconcile/report/routes.ts'
import { paymentRoutes } from './routes.ts'
import { noteSettlement, settle } from './settlement/decide.ts'
import { settleBatch, unfinishedSettlements } from './settlement/effect.ts'
import { paymentSlice } from './state.ts'
import type { WithPayment } from './state.ts'
import type { HallOf } from '../core/hall.ts'
import type { PaymentSystems } from './systems.ts'

type RoutePorts = { hall: HallOf<WithPayment>; payments: PaymentSystems; clock: Clock; log: Log }

/** Payments of customers: orders, attempts at channels, write-offs, refunds, the books. */
export const payment = capability({
  name: 'payment',
  slice: paymentSlice,
  deciders: {
    'payment.open': open,
    'payment.attempt': attempt,
    'payment.endAttempt': endAttempt,
    'payment.cancel': cancel,
    'payment.credit': credit,
    'payment.endCash': endCash,
    'payment.doubtNote': doubtNote,
    'payment.settleNote': settleNote,
    'payment.meterCard': meterCard,
    'payment.settleAttempt': settleAttempt,
    'payment.confirmAttempt': confirmAttempt,
    'payment.refund': refund,
    'payment.approve': approve,
    'payment.payOut': payOut,
    'payment.countBox': countBox,
    'payment.confirmBox': confirmBox,
    'payment.fillBox': fillBox,
    'payment.closeSuspense': closeSuspense,
    'payment.noteAttempt': noteAttempt,
    'payment.expire': expire,
    'payment.noteDelivery': noteDelivery,
    'payment.noteReversal': noteReversal,
    'payment.noteRefund': noteRefund,
    'payment.noteNotice': noteNotice,
    'payment.noteReconciled': noteReconciled,
    'payment.noteAwaited': noteAwaited,
    'payment.reconcile': reconcile,
    'payment.rate': rate,
    'payment.linkReceipt': linkReceipt,
    'payment.settle': settle,
    'payment.noteSettlement': noteSettlement,
  },
  due: paymentsDue,
  prepare: { 'payment.open': prepareOpen, 'payment.attempt': prepareAttempt },
  effects: {
    on: {
      AttemptOpened: openAtChannel,
      AttemptPayable: watchPayable,
      AttemptClosing: closeAtChannel,
      AttemptUnsure: watchUnsure,
      DeliveryStarted: deliver,
      DeliveryUnsure: deliver,
      MeterCardRead: tellWritten,
      ReversalStarted: reverse,
      RefundAsked: sendRefund,
      RefundApproved: sendRefund,
      Reversed: sendRefund,
      ReconciliationAsked: reconcileAgain,
      SettlementAsked: settleBatch,
      SettlementFailed: settleBatch,
    },
    unfinished: (state: WithPayment) => [...unfinishedPayments(state), ...unfinishedSettlements(state)],
  },
  routes(app: FastifyInstance, ports: RoutePorts) {
    paymentRoutes(app, ports)
    reconciliationRoutes(app, ports)
    receiptRoutes(app, ports)
  },
})
