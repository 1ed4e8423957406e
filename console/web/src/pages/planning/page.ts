import { definePage } from '../define.ts'
import { planningTexts } from './texts.ts'

export const planningPage = definePage({
  name: 'planning',
  path: '/planning',
  power: 'see',
  navigation: { section: 'people', icon: 'clock', order: 30 },
  texts: planningTexts,
  component: () => import('./Page.vue'),
})
