import { refusals } from '../define/refusal.ts'

export const REQUEST_REFUSALS = refusals({
  'input.invalid': { zh: '请求内容不正确', en: 'The request is not valid', status: 400 },
  'access.signIn': { zh: '请先登录', en: 'Please sign in first', status: 401 },
  'access.denied': { zh: '您没有此操作的权限', en: 'You are not allowed to do this', status: 403 },
  'access.otherOrigin': {
    zh: '请求来源不被允许',
    en: 'Requests from this origin are not allowed',
    status: 403,
  },
  'access.otherHost': {
    zh: '本服务器不使用此名称或地址',
    en: 'This server is not known by that name or address',
    status: 421,
  },
  'access.tooMany': {
    zh: '请求过于频繁，请稍后再试',
    en: 'Too many requests; please try again shortly',
    status: 429,
    transient: true,
  },
  'command.idReused': {
    zh: '命令编号已被其他请求使用',
    en: 'This command id was used for another request',
    status: 400,
  },
  'command.expired': {
    zh: '请求已超时，请重新操作',
    en: 'The request came too late; please try again',
    status: 400,
  },
  'command.validTooLong': {
    zh: '本机时间与营业厅不一致，请重新操作；仍不成功请联系工作人员',
    en: 'The clock here differs from that of the hall; please try again, or ask our staff',
    status: 400,
  },
})
