import { definePage } from '../define.ts'
import { alertsTexts } from './texts.ts'

export const alertsPage = definePage({
  name: 'alerts',
  path: '/alerts',
  power: 'see',
  navigation: { section: 'watch', icon: 'bell', order: 20 },
  texts: alertsTexts,
  component: () => import('./Page.vue'),
})
