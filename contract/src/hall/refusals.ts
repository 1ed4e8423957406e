import { refusals } from '../define/refusal.ts'

export const HALL_REFUSALS = refusals({
  'hall.recovering': {
    zh: '系统正在恢复，请稍候',
    en: 'The system is recovering; please wait a moment',
    status: 503,
    transient: true,
  },
  'hall.storage': {
    zh: '存储故障，操作未保存',
    en: 'Storage failure: nothing was saved',
    status: 503,
    transient: true,
  },
  'hall.internal': { zh: '系统内部错误，操作未执行', en: 'Internal error: nothing was done', status: 500 },
  'hall.notConfigured': {
    zh: '营业厅尚未配置',
    en: 'The hall has not been configured',
    status: 400,
    transient: true,
  },
})
