import { refusals } from '../../define/refusal.ts'

export const HISTORY_REFUSALS = refusals({
  'history.tooMuch': {
    zh: '查询范围过大，请缩短时间或缩小区域',
    en: 'This is too much at once: choose a shorter period or fewer halls',
    status: 400,
  },
  'history.tooLong': {
    zh: '查询用时过长，请稍后再试或缩小范围',
    en: 'This took too long: try again, or choose less',
    status: 503,
    transient: true,
  },
  'history.busy': {
    zh: '查询较多，请稍后再试',
    en: 'Too many queries are under way: please try again shortly',
    status: 503,
    transient: true,
  },
  'history.nothing': {
    zh: '该营业厅在这一时刻没有记录',
    en: 'Nothing is known of this hall at that moment',
    status: 404,
  },
})
