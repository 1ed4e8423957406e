import { refusals } from '../../define/refusal.ts'
import { MOST_TIMED_DAYS } from './inherit.ts'

export const FLEET_REFUSALS = refusals({
  'fleet.tooManyDays': {
    zh: '此处的特殊日期过多，请先删除过去的日期',
    en: 'There are too many single days here; remove past ones first',
    status: 409,
  },
  'fleet.calendarTooLong': {
    zh: `加上上级设置的日期后，开关机日历发不下去：最多 ${MOST_TIMED_DAYS} 个带时段的单独日期（不带时段的两个算一个），请先删除过去的日期`,
    en: `At most ${MOST_TIMED_DAYS} days with hours can be sent, inherited ones included; remove past ones first`,
    status: 409,
  },
  'fleet.tooManyMachines': {
    zh: '该营业厅单独设置的设备过多',
    en: 'Too many machines of this hall have settings of their own',
    status: 409,
  },
  'fleet.tooManySlides': {
    zh: '播放单最多 20 项，且只能是文字或已上传的图片',
    en: 'A playlist has at most 20 slides, each a text or an image that was uploaded',
    status: 409,
  },
  'fleet.noImage': {
    zh: '只接受 JPEG 或 PNG 图片，边长不超过 4096 像素，大小不超过 2 MB',
    en: 'Only JPEG and PNG images are taken, of at most 4,096 pixels a side and 2 MB',
    status: 400,
  },
  'fleet.noRoom': {
    zh: '图片存储空间已满，请稍后再试或联系管理员',
    en: 'There is no room for more images; try again later or ask an administrator',
    status: 409,
  },
  'fleet.nothingAsked': {
    zh: '没有对该设备下发过配置',
    en: 'Nothing is asked of this machine',
    status: 409,
  },
})
