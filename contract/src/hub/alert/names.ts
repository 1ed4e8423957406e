import type { Localized } from '../../text.ts'
import type { AlertKind, Severity } from './words.ts'

/** What people call each kind, on pages and in messages. */
export const ALERT_NAMES: Readonly<Record<AlertKind, Localized>> = {
  hallSilent: { zh: '营业厅失联', en: 'Hall is silent' },
  waitTooLong: { zh: '等候过久', en: 'Waiting too long' },
  noCounter: { zh: '无窗口办理', en: 'No counter for a service' },
  counterIdle: { zh: '窗口开放但无人办理', en: 'Counter open, nobody at it' },
  handlingOverLimit: { zh: '办理超时限', en: 'Handling over its limit' },
  ratingLow: { zh: '满意率偏低', en: 'Low ratings' },
  stationLost: { zh: '终端失联', en: 'Station is lost' },
  deviceDown: { zh: '设备故障', en: 'Device is down' },
  consumableLow: { zh: '耗材不足', en: 'Supplies run low' },
  kioskStuck: { zh: '客户在终端停留过久', en: 'Customer stuck at a kiosk' },
  takingsUnusual: { zh: '终端收款异常', en: 'Kiosk takings unusual' },
  unknownsAgeing: { zh: '缴费结果不明未处理', en: 'Payments without a known result' },
}

export const SEVERITY_NAMES: Readonly<Record<Severity, Localized>> = {
  warning: { zh: '一般', en: 'Warning' },
  critical: { zh: '严重', en: 'Critical' },
}
