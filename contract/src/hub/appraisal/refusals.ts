import { refusals } from '../../define/refusal.ts'

export const APPRAISAL_REFUSALS = refusals({
  'appraisal.unknown': { zh: '没有这份考核结果', en: 'There is no such appraisal', status: 404 },
  'appraisal.noAppeal': { zh: '没有这项申诉', en: 'There is no such appeal', status: 404 },
  'appraisal.appealOver': { zh: '该申诉已处理', en: 'This appeal has been decided', status: 409 },
  'appraisal.notOver': {
    zh: '考核期尚未结束，不能封存',
    en: 'The period is not over and cannot be closed',
    status: 409,
  },
  'appraisal.earlier': {
    zh: '生效日期不能早于上一版本',
    en: 'A version cannot hold from before the one before it',
    status: 409,
  },
  'appraisal.notOnesOwn': {
    zh: '本人的申诉须由他人处理',
    en: 'Somebody else has to decide on one’s own appeal',
    status: 403,
  },
})
