import { definePage } from '../define.ts'
import { hallCounterTexts } from './texts.ts'

/** `/halls/H1/counters/C1` */
export const hallCounterPage = definePage({
  name: 'hallCounter',
  path: '/halls/:hallId/counters/:counterId',
  power: 'see',
  within: 'overview',
  texts: hallCounterTexts,
  component: () => import('./Page.vue'),
})
