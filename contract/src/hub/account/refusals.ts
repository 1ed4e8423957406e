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
  'account.codeNeeded': {
    zh: '请输入身份验证器上的验证码，或一个恢复码',
    en: 'Enter the code that your authenticator shows, or a recovery code',
    status: 401,
  },
  'account.wrongCode': {
    zh: '验证码不正确或已使用过',
    en: 'The code is wrong, or was used already',
    status: 401,
  },
  'account.secondFactorExists': {
    zh: '已启用两步验证，请先关闭',
    en: 'A second factor is set already; take it away first',
    status: 409,
  },
  'account.noSecondFactor': { zh: '没有启用两步验证', en: 'There is no second factor', status: 404 },
  'account.providerAway': {
    zh: '统一身份认证暂时无法使用，请稍后再试或用本平台密码登录',
    en: 'The company sign-in cannot be reached now; try later, or use a password',
    status: 503,
    transient: true,
  },
  'account.providerFailed': {
    zh: '统一身份认证没有完成，请重新登录',
    en: 'The company sign-in was not completed; please sign in again',
    status: 401,
  },
  'account.notHere': {
    zh: '统一身份认证已通过，但本平台没有对应的账号，请联系管理员',
    en: 'The company knows you, but this console has no such account; ask an administrator',
    status: 403,
  },
  'account.wallLooks': {
    zh: '大屏账号只能查看',
    en: 'The account of a wall screen may only look',
    status: 403,
  },
  'account.noSession': { zh: '该登录已结束', en: 'This session has ended already', status: 404 },
})
