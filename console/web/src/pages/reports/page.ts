import { definePage } from '../define.ts'
import { reportsTexts } from './texts.ts'

export const reportsPage = definePage({
  name: 'reports',
  path: '/reports',
  power: 'see',
  navigation: { section: 'reports', icon: 'chart', order: 10 },
  texts: reportsTexts,
  component: () => import('./Page.vue'),
})
