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
  'clock.notHeld': {
    zh: '时钟没有待确认的情况',
    en: 'There is nothing to confirm about the clock',
    status: 409,
  },
  'clock.moved': {
    zh: '主机时钟刚刚又变了，请核对后再确认',
    en: 'The machine’s clock has changed again; look once more before you confirm it',
    status: 409,
  },
  'hall.internal': { zh: '系统内部错误，操作未执行', en: 'Internal error: nothing was done', status: 500 },
  'hall.notConfigured': {
    zh: '营业厅尚未配置',
    en: 'The hall has not been configured',
    status: 400,
    transient: true,
  },
})
