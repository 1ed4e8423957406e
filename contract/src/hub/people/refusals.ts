import { refusals } from '../../define/refusal.ts'

export const PEOPLE_REFUSALS = refusals({
  'people.unknown': { zh: '没有这位员工', en: 'Nobody of this staff number is known here', status: 404 },
  'people.endsBefore': {
    zh: '结束日期早于开始日期',
    en: 'The last day is before the first',
    status: 409,
  },
  'people.stillHere': {
    zh: '该员工尚未离岗：请先填写离岗日期',
    en: 'This person has not left: enter the last day first',
    status: 409,
  },
  'people.absenceOverlaps': {
    zh: '这些日期已有申请',
    en: 'Some of these days have been asked for already',
    status: 409,
  },
  'people.noAbsence': { zh: '没有这项申请', en: 'There is no such request', status: 404 },
  'people.tooManyAbsences': {
    zh: '该员工的请假记录过多',
    en: 'There are too many requests of this person',
    status: 409,
  },
  'people.rulesChangedMeanwhile': {
    zh: '此处的设置已被他人修改，请重新载入',
    en: 'Somebody else has changed this; load it again',
    status: 409,
  },
  'people.tooManyDays': {
    zh: '该区域的特殊日期过多，请先删除过去的日期',
    en: 'This region has too many special days; take some of the past away first',
    status: 409,
  },
  'people.notOnesOwn': {
    zh: '本人的申请须由他人审批',
    en: 'Somebody else has to decide on what one asked for oneself',
    status: 403,
  },
})
