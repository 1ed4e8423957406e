import { pageTexts } from '@service-hall/ui'

/** How a hall is, in words. */
export const severityTexts = pageTexts(
  {
    severity: {
      bad: '严重',
      warn: '注意',
      good: '正常',
      idle: '空闲',
      reason: {
        noCounter: '{waiting} 人等候，无窗口开放',
        wait: '最长等候 {wait}，超过标准 {limit}',
        nearLimit: '最长等候 {wait}，接近标准 {limit}',
        lineLost: '连接中断 {span}',
        stuck: '{kiosk}：客户停留 {span} 未办成',
        machines: '{bad}/{all} 台设备异常',
        closed: '非营业时间，已离线 {span}',
        never: '尚未上报',
      },
      rule: {
        title: '排序规则',
        lead: '最需要关注的排在最前。依次比较：',
        noCounter: '严重：有客户等候而没有窗口开放，等候人数多的在前',
        wait: '严重：最长等候超过等级标准（未设标准按 15 分钟），超出比例大的在前',
        lineLost: '严重：营业时间内营业厅连接中断，中断久的在前；中断期间的数据为最后一次上报的数据',
        stuck: '注意：客户在自助终端停留 3 分钟以上而未办成',
        nearLimit: '注意：最长等候达到标准的三分之二',
        machines: '注意：五分之一以上的设备异常',
        good: '正常：等候人数多的在前',
        idle: '空闲：没有窗口开放也没有客户；其后是非营业时间离线的，尚未上报的营业厅排在最后',
      },
    },
  },
  {
    severity: {
      bad: 'Critical',
      warn: 'Watch',
      good: 'Normal',
      idle: 'Idle',
      reason: {
        noCounter: '{waiting} waiting, no counter open',
        wait: 'Longest wait {wait}, limit {limit}',
        nearLimit: 'Longest wait {wait}, near the limit {limit}',
        lineLost: 'Line lost for {span}',
        stuck: '{kiosk}: a customer has been stuck for {span}',
        machines: '{bad} of {all} devices faulty',
        closed: 'Closed; offline for {span}',
        never: 'No report yet',
      },
      rule: {
        title: 'How halls are ordered',
        lead: 'What needs attention most comes first. Compared in this order:',
        noCounter: 'Critical: customers wait and no counter is open; more customers first',
        wait: 'Critical: the longest wait is over the limit of the profile (15 minutes where none is set); by share of the limit',
        lineLost:
          'Critical: the line of the hall is lost within its hours, longest first; its figures are those of its last report',
        stuck: 'Watch: a customer has been at a kiosk for 3 minutes or more without getting anywhere',
        nearLimit: 'Watch: the longest wait has reached two thirds of the limit',
        machines: 'Watch: a fifth of the devices or more is faulty',
        good: 'Normal: more customers first',
        idle: 'Idle: no counter open and nobody there; then halls that are closed and offline, and last those without any report',
      },
    },
  },
)
