import { lookUp } from '@service-hall/contract'
import type { FactType, Localized } from '@service-hall/contract'

/** What the facts that a region sees are called. */
const WORDS = {
  TicketIssued: { zh: '取号', en: 'Ticket issued' },
  TicketPaperReported: { zh: '纸票已回报', en: 'Paper reported' },
  TicketPaperResolved: { zh: '纸票已处理', en: 'Paper settled' },
  TicketCalled: { zh: '叫号', en: 'Ticket called' },
  TicketRecalled: { zh: '重呼', en: 'Ticket recalled' },
  CallNotAnnounced: { zh: '叫号未播报', en: 'Call not announced' },
  TicketNoShow: { zh: '过号', en: 'No-show' },
  TicketReactivated: { zh: '过号恢复', en: 'Ticket back in the queue' },
  ServiceStarted: { zh: '开始办理', en: 'Service started' },
  ServiceCompleted: { zh: '办结', en: 'Service completed' },
  CaseClosed: { zh: '业务被结束', en: 'Case closed' },
  TicketTransferred: { zh: '转移', en: 'Ticket transferred' },
  TicketParked: { zh: '挂起', en: 'Ticket parked' },
  TicketUnparked: { zh: '结束挂起', en: 'Ticket unparked' },
  TicketVoided: { zh: '作废', en: 'Ticket voided' },
  CounterOpened: { zh: '窗口开放', en: 'Counter opened' },
  CounterTakenOver: { zh: '窗口接管', en: 'Counter taken over' },
  CounterPaused: { zh: '窗口暂停', en: 'Counter paused' },
  CounterResumed: { zh: '窗口恢复', en: 'Counter resumed' },
  CounterClosed: { zh: '窗口关闭', en: 'Counter closed' },
  ActionUndone: { zh: '撤销', en: 'Action undone' },
  RatingInvited: { zh: '邀请评价', en: 'Rating invited' },
  RatingGiven: { zh: '评价', en: 'Rating given' },
  RatingLapsed: { zh: '评价结束', en: 'Rating lapsed' },
  DeviceStateChanged: { zh: '设备状态变化', en: 'Device state changed' },
  StationConnected: { zh: '终端连接', en: 'Station connected' },
  StationLost: { zh: '终端失去连接', en: 'Station lost' },
  KioskStayNoted: { zh: '客户在终端停留未办成', en: 'Customer stuck at a kiosk' },
  KioskStayEnded: { zh: '停留的客户已离开或已取号', en: 'That customer left or has a ticket' },
  TakingsCounted: { zh: '终端收款汇总', en: 'Takings of a kiosk' },
  TakingsSummed: { zh: '分渠道收款汇总', en: 'Takings by place and channel' },
  UnknownPaymentsCounted: { zh: '结果不明的缴费', en: 'Payments without a known result' },
  StationEnrolled: { zh: '终端准入', en: 'Station enrolled' },
  StationRevoked: { zh: '终端撤销', en: 'Station revoked' },
  HallConfigured: { zh: '配置更新', en: 'Hall configured' },
  DayOpened: { zh: '营业日开始', en: 'Day opened' },
  DayResumed: { zh: '营业日恢复', en: 'Day resumed' },
  ServerAway: { zh: '服务器曾停机', en: 'Server was away' },
  ClockHeld: { zh: '时钟异常', en: 'Clock held' },
  ClockTrusted: { zh: '时钟正常', en: 'Clock trusted' },
  ClockSet: { zh: '时钟校正', en: 'Clock set' },
  EpochBegan: { zh: '从备份继续', en: 'Went on from a backup' },
} as const satisfies Partial<Record<FactType, Localized>>

/** A kind of fact in words; one of a later release by its name, never hidden. */
export function factWords(type: string): Localized {
  return lookUp<Localized>(WORDS, type) ?? { zh: type, en: type }
}
