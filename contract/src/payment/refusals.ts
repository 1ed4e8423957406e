import { refusals } from '../define/refusal.ts'

export const PAYMENT_REFUSALS = refusals({
  'payment.unknown': { zh: '没有这笔缴费订单', en: 'There is no such payment', status: 404 },
  'payment.notHere': {
    zh: '该订单属于另一台终端或窗口',
    en: 'This payment belongs to another machine',
    status: 403,
  },
  'payment.notOffered': {
    zh: '本厅暂不支持此支付方式',
    en: 'This way to pay is not offered here',
    status: 400,
  },
  'payment.noMoney': { zh: '缴费金额有误', en: 'The amount makes no sense', status: 400 },
  'payment.notOwed': {
    zh: '账单有变化，请重新查询',
    en: 'The bills have changed; please look again',
    status: 409,
  },
  'payment.billOpen': { zh: '该账单正在支付中', en: 'This bill is being paid just now', status: 409 },
  'payment.attemptOpen': {
    zh: '上一笔支付尚未结束',
    en: 'The payment before has not ended yet',
    status: 409,
  },
  'payment.over': { zh: '该订单已结束', en: 'This payment is over', status: 409 },
  'payment.noCredential': {
    zh: '请重新刷卡或出示付款码',
    en: 'Please present the card or code again',
    status: 400,
  },
  'payment.creditDiffers': {
    zh: '同一张纸币上报的金额不一致',
    en: 'One note was told with two amounts',
    status: 409,
  },
  'payment.notPaid': { zh: '没有可退的款项', en: 'There is no money to give back', status: 409 },
  'payment.refundUnknown': { zh: '没有这笔退款', en: 'There is no such refund', status: 404 },
  'payment.refundEnded': { zh: '该退款已处理', en: 'This refund has been dealt with', status: 409 },
  'payment.samePerson': { zh: '须由另一人复核', en: 'Another person has to agree', status: 403 },
  'payment.notUnsure': {
    zh: '该笔支付不是结果未知',
    en: 'How this payment ended is not unknown',
    status: 409,
  },
  'payment.notYours': {
    zh: '系统仍在查询，尚未到人工查明时间',
    en: 'The system is still asking; it is not for a person yet',
    status: 409,
  },
  'payment.tradeKnown': { zh: '该交易号已入账', en: 'This trade is counted already', status: 409 },
  'payment.findingEnded': {
    zh: '该查明结果已处理或已更改',
    en: 'What was found has been dealt with or changed',
    status: 409,
  },
  'payment.creditNotDrawer': {
    zh: '人工收款只能记入窗口钱箱',
    en: 'Cash that staff take goes into a drawer',
    status: 400,
  },
  'payment.boxUnknown': { zh: '没有这个钞箱', en: 'There is no such cash box', status: 404 },
  'payment.boxNotEnough': {
    zh: '钱箱账面金额不足',
    en: 'The cash box does not hold that much',
    status: 409,
  },
  'payment.boxNotDrawer': { zh: '只能向窗口钱箱领入备用金', en: 'Only drawers are filled', status: 400 },
  'payment.notCounted': { zh: '须先由第一人清点', en: 'A first person has to count before', status: 409 },
  'payment.accountUnknown': {
    zh: '差额不能转入该账户',
    en: 'The difference cannot go to this account',
    status: 400,
  },
  'payment.noteUnknown': { zh: '没有这张待核实的纸币', en: 'There is no such note in doubt', status: 404 },
  'payment.suspenseUnknown': { zh: '没有这笔挂账', en: 'There is no such case', status: 404 },
  'payment.sideUnknown': {
    zh: '没有这个对账方',
    en: 'There is nobody of that name to compare with',
    status: 404,
  },
  'payment.dayOld': {
    zh: '该日已超过 30 天，不能再对账',
    en: 'That day is more than 30 days ago; it is compared no more',
    status: 409,
  },
  'payment.dayOpen': {
    zh: '该日尚未结束，暂不能对账',
    en: 'That day is not over; it is compared afterwards',
    status: 409,
  },
  'payment.rated': { zh: '这笔缴费已评价过', en: 'This payment was rated already', status: 409 },
  'payment.noReceipt': {
    zh: '这笔订单没有收过款，没有凭条',
    en: 'No money came for this order; it has no receipt',
    status: 409,
  },
  'payment.billingAway': {
    zh: '营销系统暂时无应答，请稍后再试',
    en: 'The billing system does not answer; please try later',
    status: 503,
    transient: true,
  },
})
