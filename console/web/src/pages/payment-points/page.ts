import { definePage } from '../define.ts'
import { paymentPointTexts } from './texts.ts'

export const paymentPointsPage = definePage({
  name: 'paymentPoints',
  path: '/payment-points',
  power: 'see',
  navigation: { section: 'manage', icon: 'pin', order: 25 },
  texts: paymentPointTexts,
  component: () => import('./Page.vue'),
})
