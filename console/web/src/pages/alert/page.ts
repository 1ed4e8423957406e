import { definePage } from '../define.ts'
import { alertTexts } from './texts.ts'

/** `/alert?id=deviceDown:H1:K1-printer:1` */
export const alertPage = definePage({
  name: 'alert',
  path: '/alert',
  power: 'see',
  within: 'alerts',
  texts: alertTexts,
  component: () => import('./Page.vue'),
})
