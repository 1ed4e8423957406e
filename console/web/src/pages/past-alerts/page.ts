import { definePage } from '../define.ts'
import { pastAlertsTexts } from './texts.ts'

/** `/alerts/past?kind=waitTooLong&from=2026-01-05&who=S1` */
export const pastAlertsPage = definePage({
  name: 'pastAlerts',
  path: '/alerts/past',
  power: 'see',
  within: 'alerts',
  texts: pastAlertsTexts,
  component: () => import('./Page.vue'),
})
