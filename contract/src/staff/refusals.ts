import { refusals } from '../define/refusal.ts'

export const STAFF_REFUSALS = refusals({
  'staff.unknown': { zh: '没有这位工作人员', en: 'There is no such member of staff', status: 400 },
  'access.wrongPassword': { zh: '工号或密码不正确', en: 'Wrong staff number or password', status: 401 },
  'access.locked': {
    zh: '登录失败次数过多，请稍后再试',
    en: 'Too many failed attempts; please try again later',
    status: 423,
  },
})
