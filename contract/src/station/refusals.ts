import { refusals } from '../define/refusal.ts'

export const STATION_REFUSALS = refusals({
  'station.unknown': { zh: '没有这台终端', en: 'There is no such station', status: 400 },
  'enrolment.unknownCode': {
    zh: '登记码不存在或已过期',
    en: 'The enrolment code is unknown or has expired',
    status: 404,
  },
  'enrolment.wrongKind': {
    zh: '该设备类型与登记位置不符',
    en: 'This machine is not of the kind configured there',
    status: 400,
  },
  'enrolment.unknownRequest': {
    zh: '登记申请不存在或已过期',
    en: 'The enrolment request is unknown or has expired',
    status: 404,
  },
})
