import { definePage } from '../define.ts'
import { requestsTexts } from './texts.ts'

export const requestsPage = definePage({
  name: 'requests',
  path: '/requests',
  power: 'supervise',
  navigation: { section: 'people', icon: 'question', order: 25 },
  texts: requestsTexts,
  component: () => import('./Page.vue'),
})
