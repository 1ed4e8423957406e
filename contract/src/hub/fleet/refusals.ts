import { refusals } from '../../define/refusal.ts'

export const FLEET_REFUSALS = refusals({
  'fleet.tooManyDays': {
    zh: '此处的特殊日期过多，请先删除过去的日期',
    en: 'There are too many single days here; remove past ones first',
    status: 409,
  },
  'fleet.tooManyMachines': {
    zh: '该营业厅单独设置的设备过多',
    en: 'Too many machines of this hall have settings of their own',
    status: 409,
  },
  'fleet.nothingAsked': {
    zh: '没有对该设备下发过配置',
    en: 'Nothing is asked of this machine',
    status: 409,
  },
})
