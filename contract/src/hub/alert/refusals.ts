import { refusals } from '../../define/refusal.ts'

export const ALERT_REFUSALS = refusals({
  'alert.unknown': { zh: '没有这条告警', en: 'There is no such alert', status: 404 },
  'alert.ended': { zh: '该告警已结束', en: 'This alert has ended already', status: 409 },
  'alert.topmost': {
    zh: '该告警已到最上级区域',
    en: 'This alert is with the topmost region already',
    status: 409,
  },
  'alert.assigneeCannot': {
    zh: '该账号无权处理此营业厅的告警',
    en: 'This account may not act on alerts of this hall',
    status: 409,
  },
  'alert.unknownStep': { zh: '处置预案中没有这一步', en: 'The playbook has no such step', status: 404 },
  'alert.tooManyComments': {
    zh: '该告警的备注已满',
    en: 'This alert has as many comments as one may have',
    status: 409,
  },
  'alert.clearBeyondRaise': {
    zh: '解除值不能越过触发值',
    en: 'An alert cannot end on the wrong side of where it begins',
    status: 400,
  },
  'alert.noLimit': {
    zh: '此类告警没有数值阈值',
    en: 'Alerts of this kind are so or not so: they have no limits',
    status: 400,
  },
  'alert.noTarget': {
    zh: '此类告警没有该指令的执行对象',
    en: 'Alerts of this kind are about nothing that this directive could be given to',
    status: 400,
  },
  'alert.maintenanceSpan': {
    zh: '检修时段须在结束时间之前开始、尚未过去，且不超过 14 天',
    en: 'Maintenance begins before it ends, has not passed, and lasts 14 days at most',
    status: 400,
  },
  'alert.maintenanceExists': {
    zh: '该检修计划已存在',
    en: 'This maintenance is planned already',
    status: 409,
  },
  'alert.maintenanceUnknown': {
    zh: '没有这项检修计划',
    en: 'There is no such maintenance, or it has ended',
    status: 404,
  },
  'alert.noPreview': {
    zh: '此类告警不能用历史数据试算',
    en: 'What halls sent before does not say when this would have been raised',
    status: 409,
  },
  'alert.tooManyMaintenances': {
    zh: '未结束的检修计划过多',
    en: 'Too much maintenance is planned at once',
    status: 409,
  },
})
