import { definePage } from '../define.ts'
import { hallStaffTexts } from './texts.ts'

/** `/halls/H1/staff/S1001`: by number; the region knows no names. */
export const hallStaffPage = definePage({
  name: 'hallStaff',
  path: '/halls/:hallId/staff/:staffId',
  power: 'see',
  within: 'overview',
  texts: hallStaffTexts,
  component: () => import('./Page.vue'),
})
