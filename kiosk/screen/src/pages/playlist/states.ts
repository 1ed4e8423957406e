import { NEARBY, seen } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

const SHORT = { kind: 'text' as const, zh: '本厅周末照常营业', en: 'Open at weekends too', seconds: 10 }
const LONG = {
  kind: 'text' as const,
  zh: '度夏用电高峰期间请错峰使用大功率电器，如遇停电请拨打供电服务热线或在营业厅登记，我们将尽快安排抢修人员上门处理，并向您反馈处理结果。'
    .repeat(2)
    .slice(0, 120),
  en: 'Please use heavy appliances outside peak hours this summer. If your power fails, call our line or tell our staff here: we send somebody and tell you the result.',
  seconds: 10,
}
const AFTER = 61_000
const played = (...slides: (typeof SHORT)[]) => ({ playlist: { afterSeconds: 60, slides } })

export const states: States = {
  text: [seen(played(SHORT)), AFTER],
  longText: [seen(played(LONG)), AFTER],
  withNotice: [
    seen({
      ...played(SHORT),
      nearby: NEARBY,
      notices: [
        {
          id: 'n1',
          text: { zh: '今日下午四点起暂停办理新装业务', en: 'No new connections from four o’clock today' },
        },
      ],
    }),
    AFTER,
  ],
}
