/** What the sandbox answers. A body of null is an empty one; `bytes` is a file, and not signed. */
export type Answer = { status: number; body: object | null } | { status: 200; bytes: Buffer }

/** Errors as the documents list them: status, code, and a sentence. */
const ERRORS = {
  PARAM_ERROR: [400, '参数错误'],
  INVALID_REQUEST: [400, '无效请求'],
  APPID_MCHID_NOT_MATCH: [400, 'AppID和mch_id不匹配'],
  ORDER_CLOSED: [400, '订单已关闭'],
  ORDERPAID: [400, '该订单已支付'],
  ORDER_REVERSED: [400, '订单已撤销'],
  AUTH_CODE_INVALID: [400, '付款码无效'],
  AUTHCODEEXPIRE: [400, '付款码已过期'],
  NO_STATEMENT_EXIST: [400, '账单文件不存在'],
  STATEMENT_CREATING: [400, '账单生成中'],
  SIGN_ERROR: [401, '签名错误'],
  OUT_TRADE_NO_USED: [403, '商户订单号重复'],
  NOTENOUGH: [403, '余额不足'],
  NOT_ENOUGH: [403, '商户余额不足'],
  ORDER_NOT_EXIST: [404, '订单不存在'],
  RESOURCE_NOT_EXISTS: [404, '退款单不存在'],
  FREQUENCY_LIMITED: [429, '频率限制'],
  USERPAYING: [202, '用户支付中，需要输入密码'],
  SYSTEM_ERROR: [500, '系统异常，请稍后重试'],
} as const

export type ErrorCode = keyof typeof ERRORS

export function error(code: ErrorCode): Answer {
  const [status, message] = ERRORS[code]
  return { status, body: { code, message } }
}

export const ok = (body: object): Answer => ({ status: 200, body })
export const NO_CONTENT: Answer = { status: 204, body: null }
