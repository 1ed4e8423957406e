import { refusals } from '../../define/refusal.ts'

export const ROSTER_REFUSALS = refusals({
  'roster.changedMeanwhile': {
    zh: '这一周的排班已被他人修改，请重新载入',
    en: 'Somebody else has changed this week; load it again',
    status: 409,
  },
  'roster.cannotBe': {
    zh: '排班中有无法成立的安排',
    en: 'Something in this roster cannot be',
    status: 409,
  },
  'roster.breaksRules': {
    zh: '排班违反规则：请修改，或填写原因',
    en: 'This roster breaks rules: change it, or give a reason',
    status: 409,
  },
  'roster.weekClosed': {
    zh: '这一周已经太久，不能再修改',
    en: 'This week lies too far back to be changed',
    status: 409,
  },
  'roster.notPublished': { zh: '这一周尚未发布', en: 'This week has not been published', status: 409 },
  'roster.noSwap': { zh: '没有这项换班申请', en: 'There is no such swap', status: 404 },
  'roster.swapOver': { zh: '该换班申请已经处理', en: 'This swap has been decided', status: 409 },
  'roster.swapNotAgreed': { zh: '对方尚未同意', en: 'The other has not agreed yet', status: 409 },
  'roster.noShiftThere': {
    zh: '当天没有可换的班次',
    en: 'There is no shift on that day to swap',
    status: 409,
  },
  'roster.swapNotOnesOwn': {
    zh: '换班须由双方以外的主管审批',
    en: 'A supervisor who is neither of the two has to decide',
    status: 403,
  },
  'roster.proposing': {
    zh: '正在计算其他排班建议，请稍后再试',
    en: 'Other proposals are being made; please try again shortly',
    status: 503,
    transient: true,
  },
  'roster.notProposed': { zh: '未能算出排班建议', en: 'No proposal could be made', status: 500 },
  'roster.tooManySwaps': {
    zh: '这一周的换班申请过多',
    en: 'There are too many swaps in this week',
    status: 409,
  },
})
