import { refusals } from '../define/refusal.ts'

export const DEVICE_REFUSALS = refusals({
  'device.unknown': { zh: '没有这台设备', en: 'There is no such device', status: 400 },
})
