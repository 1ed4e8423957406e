import { definePage } from '../define.ts'
import { alertRulesTexts } from './texts.ts'

/** `/alert-rules?region=sd&tier=A`, `/alert-rules?hall=H1` */
export const alertRulesPage = definePage({
  name: 'alertRules',
  path: '/alert-rules',
  power: 'see',
  navigation: { section: 'manage', icon: 'bell', order: 40 },
  texts: alertRulesTexts,
  component: () => import('./Page.vue'),
})
