import { refusals } from '../define/refusal.ts'

export const COUNTER_REFUSALS = refusals({
  'counter.unknown': { zh: '没有这个窗口', en: 'There is no such counter', status: 400 },
  'counter.retired': { zh: '该窗口已停用', en: 'This counter is no longer in use', status: 400 },
  'counter.notOpen': { zh: '窗口未开放', en: 'The counter is not open', status: 400 },
  'counter.notPaused': { zh: '窗口未处于暂停状态', en: 'The counter is not paused', status: 400 },
  'counter.alreadyOpen': { zh: '窗口已开放', en: 'The counter is already open', status: 400 },
  'counter.busy': {
    zh: '请先办结当前客户',
    en: 'Please finish with the current customer first',
    status: 400,
  },
  'counter.noCustomer': {
    zh: '窗口当前没有客户',
    en: 'There is no customer at this counter',
    status: 400,
  },
  'counter.notYours': { zh: '您未在此窗口登录', en: 'You are not signed in at this counter', status: 400 },
  'counter.taken': { zh: '该窗口已有其他工作人员', en: 'Another colleague is at this counter', status: 400 },
  'counter.elsewhere': { zh: '您已在其他窗口登录', en: 'You are already at another counter', status: 400 },
  'counter.cannotServe': {
    zh: '目标窗口不办理此项业务',
    en: 'That counter does not offer this service',
    status: 400,
  },
  'reason.unknown': { zh: '没有此原因', en: 'There is no such reason', status: 400 },
  'undo.nothing': { zh: '没有可以撤销的操作', en: 'There is nothing to undo', status: 400 },
  'undo.tooLate': { zh: '已超过撤销时限', en: 'It is too late to undo', status: 400 },
  'undo.movedOn': {
    zh: '该号票已有后续操作，无法撤销',
    en: 'The ticket has moved on and cannot be undone',
    status: 400,
  },
})
