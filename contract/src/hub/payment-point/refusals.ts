import { refusals } from '../../define/refusal.ts'

export const PAYMENT_POINT_REFUSALS = refusals({
  'paymentPoint.unknown': { zh: '没有这个缴费网点', en: 'There is no such payment point', status: 404 },
  'paymentPoint.exists': {
    zh: '该网点编号已被使用',
    en: 'A payment point has this number already',
    status: 409,
  },
  'paymentPoint.changed': {
    zh: '该网点刚被他人修改，请重新载入',
    en: 'Somebody has changed this point meanwhile; load it again',
    status: 409,
  },
  'paymentPoint.ended': { zh: '该网点已撤销', en: 'This payment point has been ended', status: 409 },
  'paymentPoint.tooMany': {
    zh: '缴费网点数量已达上限',
    en: 'There are too many payment points',
    status: 409,
  },
  'paymentPoint.notPublic': {
    zh: '附近网点页面未开放',
    en: 'The page of places near by is not open to the public',
    status: 404,
  },
})
