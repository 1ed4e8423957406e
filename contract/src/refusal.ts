import { z } from 'zod'
import type { Localized } from './text.ts'

/**
 * Every way a request can be refused: code → sentence for the person concerned.
 * A refusal is an expected failure: it is a value, it changes nothing, and screens translate it from here.
 */
export const REFUSALS = {
  'input.invalid': { zh: '请求内容不正确', en: 'The request is not valid' },
  'access.signIn': { zh: '请先登录', en: 'Please sign in first' },
  'access.denied': { zh: '您没有此操作的权限', en: 'You are not allowed to do this' },
  'access.wrongPassword': { zh: '工号或密码不正确', en: 'Wrong staff number or password' },
  'access.locked': {
    zh: '登录失败次数过多，请稍后再试',
    en: 'Too many failed attempts; please try again later',
  },
  'access.otherOrigin': { zh: '请求来源不被允许', en: 'Requests from this origin are not allowed' },
  'access.tooMany': { zh: '请求过于频繁，请稍后再试', en: 'Too many requests; please try again shortly' },
  'enrolment.unknownCode': { zh: '登记码不存在或已过期', en: 'The enrolment code is unknown or has expired' },
  'enrolment.wrongKind': {
    zh: '该设备类型与登记位置不符',
    en: 'This machine is not of the kind configured there',
  },
  'enrolment.unknownRequest': {
    zh: '登记申请不存在或已过期',
    en: 'The enrolment request is unknown or has expired',
  },
  'command.idReused': { zh: '命令编号已被其他请求使用', en: 'This command id was used for another request' },
  'command.expired': { zh: '请求已超时，请重新操作', en: 'The request came too late; please try again' },
  'hall.recovering': { zh: '系统正在恢复，请稍候', en: 'The system is recovering; please wait a moment' },
  'hall.storage': { zh: '存储故障，操作未保存', en: 'Storage failure: nothing was saved' },
  'hall.internal': { zh: '系统内部错误，操作未执行', en: 'Internal error: nothing was done' },
  'hall.notConfigured': { zh: '营业厅尚未配置', en: 'The hall has not been configured' },
  'service.unknown': { zh: '没有此项业务', en: 'There is no such service' },
  'service.closed': { zh: '此项业务当前不在办理时间内', en: 'This service is closed at the moment' },
  'class.unknown': { zh: '没有此优先类别', en: 'There is no such priority class' },
  'class.notOffered': { zh: '此优先类别需由工作人员办理', en: 'This priority class is given by staff only' },
  'identity.wrongNumber': {
    zh: '身份证号码校验未通过',
    en: 'The ID number is not a valid one',
  },
  'ticket.unknown': { zh: '没有这张号票', en: 'There is no such ticket' },
  'ticket.notWaiting': { zh: '该号票不在等候中', en: 'This ticket is not waiting' },
  'ticket.wrongState': {
    zh: '该号票当前状态不允许此操作',
    en: 'The ticket is in a state that does not allow this',
  },
  'ticket.paperSettled': { zh: '该号票的出票结果已确认', en: 'The paper of this ticket is already settled' },
  'queue.empty': { zh: '当前没有等候的客户', en: 'Nobody is waiting' },
  'counter.unknown': { zh: '没有这个窗口', en: 'There is no such counter' },
  'counter.notOpen': { zh: '窗口未开放', en: 'The counter is not open' },
  'counter.notPaused': { zh: '窗口未处于暂停状态', en: 'The counter is not paused' },
  'counter.alreadyOpen': { zh: '窗口已开放', en: 'The counter is already open' },
  'counter.busy': { zh: '请先办结当前客户', en: 'Please finish with the current customer first' },
  'counter.noCustomer': { zh: '窗口当前没有客户', en: 'There is no customer at this counter' },
  'counter.notYours': { zh: '您未在此窗口登录', en: 'You are not signed in at this counter' },
  'counter.taken': { zh: '该窗口已有其他工作人员', en: 'Another colleague is at this counter' },
  'counter.elsewhere': { zh: '您已在其他窗口登录', en: 'You are already at another counter' },
  'counter.cannotServe': { zh: '目标窗口不办理此项业务', en: 'That counter does not offer this service' },
  'reason.unknown': { zh: '没有此原因', en: 'There is no such reason' },
  'undo.nothing': { zh: '没有可以撤销的操作', en: 'There is nothing to undo' },
  'undo.tooLate': { zh: '已超过撤销时限', en: 'It is too late to undo' },
  'undo.movedOn': { zh: '该号票已有后续操作，无法撤销', en: 'The ticket has moved on and cannot be undone' },
  'rating.closed': { zh: '评价已结束', en: 'This rating is closed' },
  'rating.notHere': { zh: '该评价不属于此设备', en: 'This rating belongs to another device' },
  'device.unknown': { zh: '没有这台设备', en: 'There is no such device' },
  'station.unknown': { zh: '没有这台终端', en: 'There is no such station' },
  'voice.unknownCall': { zh: '没有这次叫号', en: 'There is no such call' },
  'voice.unavailable': { zh: '没有可用的语音', en: 'No voice is available' },
  'staff.unknown': { zh: '没有这位工作人员', en: 'There is no such member of staff' },
} as const satisfies Record<string, Localized>

export type RefusalCode = keyof typeof REFUSALS
export const RefusalCode = z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]])

/** An expected failure. `detail` is for engineers (a path, a limit), never personal data. */
export type Refusal = {
  ok: false
  code: RefusalCode
  detail?: string
}

export function refuse(code: RefusalCode, detail?: string): Refusal {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail }
}

/** Given before anything was decided, for a reason that passes: nothing was recorded under the id of the command. */
const TRANSIENT: ReadonlySet<RefusalCode> = new Set([
  'hall.recovering',
  'hall.storage',
  'hall.notConfigured',
  'access.tooMany',
])

/**
 * Whether the hall asks to be asked again: the same command may be sent under the same id, after a pause. Every other
 * refusal is final, or asks for something to be put right first.
 */
export function isTransient(code: RefusalCode): boolean {
  return TRANSIENT.has(code)
}
