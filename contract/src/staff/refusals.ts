import { refusals } from '../define/refusal.ts'

export const STAFF_REFUSALS = refusals({
  'staff.unknown': { zh: '没有这位工作人员', en: 'There is no such member of staff', status: 400 },
  'access.wrongPassword': { zh: '工号或密码不正确', en: 'Wrong staff number or password', status: 401 },
  'access.locked': {
    zh: '登录失败次数过多，请稍后再试',
    en: 'Too many failed attempts; please try again later',
    status: 423,
  },
  'password.first': {
    zh: '首次登录请先设置自己的新密码',
    en: 'Please choose a password of your own first',
    status: 403,
  },
  'password.wrong': { zh: '当前密码不正确', en: 'The current password is not right', status: 400 },
  'password.tooShort': {
    zh: '新密码至少需要 10 个字符',
    en: 'The new password needs at least 10 characters',
    status: 400,
  },
  'password.tooSimple': {
    zh: '新密码太容易被猜到，请换一个更长或更少见的',
    en: 'The new password is too easy to guess; choose a longer or less common one',
    status: 400,
  },
  'password.same': {
    zh: '新密码不能与当前密码相同',
    en: 'The new password must differ from the current one',
    status: 400,
  },
})
