import { definePage } from '../define.ts'
import { ownRosterTexts } from './texts.ts'

export const ownRosterPage = definePage({
  name: 'ownRoster',
  path: '/own-roster',
  power: 'staff',
  navigation: { section: 'people', icon: 'person', order: 5 },
  texts: ownRosterTexts,
  component: () => import('./Page.vue'),
})
