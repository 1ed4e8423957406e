import { definePage } from '../define.ts'
import { hallTexts } from './texts.ts'

/** `/halls/H1`: one hall as it is now, and its day. */
export const hallPage = definePage({
  name: 'hall',
  path: '/halls/:hallId',
  power: 'see',
  within: 'overview',
  texts: hallTexts,
  component: () => import('./Page.vue'),
})
