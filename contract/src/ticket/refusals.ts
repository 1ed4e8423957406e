import { refusals } from '../define/refusal.ts'

export const TICKET_REFUSALS = refusals({
  'service.unknown': { zh: '没有此项业务', en: 'There is no such service', status: 400 },
  'service.retired': { zh: '此项业务已停止受理', en: 'This service is no longer offered', status: 400 },
  'service.closed': {
    zh: '此项业务当前不在办理时间内',
    en: 'This service is closed at the moment',
    status: 400,
  },
  'class.unknown': { zh: '没有此优先类别', en: 'There is no such priority class', status: 400 },
  'class.notOffered': {
    zh: '此优先类别需由工作人员办理',
    en: 'This priority class is given by staff only',
    status: 400,
  },
  'ticket.alreadyOpen': {
    zh: '您已有此项业务的号票，请留意叫号；号票遗失请联系工作人员',
    en: 'You already have a ticket for this service. If you have lost it, please ask our staff',
    status: 400,
  },
  'identity.wrongNumber': {
    zh: '身份证号码校验未通过',
    en: 'The ID number is not a valid one',
    status: 400,
  },
  'ticket.unknown': { zh: '没有这张号票', en: 'There is no such ticket', status: 404 },
  'ticket.notWaiting': { zh: '该号票不在等候中', en: 'This ticket is not waiting', status: 400 },
  'ticket.wrongState': {
    zh: '该号票当前状态不允许此操作',
    en: 'The ticket is in a state that does not allow this',
    status: 400,
  },
  'ticket.paperSettled': {
    zh: '该号票的出票结果已确认',
    en: 'The paper of this ticket is already settled',
    status: 400,
  },
  'queue.empty': { zh: '当前没有等候的客户', en: 'Nobody is waiting', status: 400 },
})
