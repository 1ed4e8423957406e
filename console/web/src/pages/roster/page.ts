import { definePage } from '../define.ts'
import { rosterTexts } from './texts.ts'

export const rosterPage = definePage({
  name: 'roster',
  path: '/roster',
  power: 'see',
  navigation: { section: 'people', icon: 'calendar', order: 20 },
  texts: rosterTexts,
  component: () => import('./Page.vue'),
})
