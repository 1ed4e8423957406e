import { refusals } from '../../define/refusal.ts'

export const ACCOUNT_REFUSALS = refusals({
  'account.unknown': { zh: '没有这个账号', en: 'There is no such account', status: 404 },
  'account.exists': {
    zh: '该账号已存在或曾被使用',
    en: 'This account exists, or existed, already',
    status: 409,
  },
  'account.wrongPassword': { zh: '账号或密码不正确', en: 'Wrong account or password', status: 401 },
  'account.lastAdministrator': {
    zh: '必须保留至少一名最上级区域的管理员',
    en: 'The topmost region must keep an administrator',
    status: 409,
  },
  'account.noSession': { zh: '该登录已结束', en: 'This session has ended already', status: 404 },
})
