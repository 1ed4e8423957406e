import { refusals } from '../define/refusal.ts'

export const RATING_REFUSALS = refusals({
  'rating.closed': { zh: '评价已结束', en: 'This rating is closed', status: 400 },
  'rating.notHere': { zh: '该评价不属于此设备', en: 'This rating belongs to another device', status: 400 },
})
