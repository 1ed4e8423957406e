import { definePage } from '../define.ts'
import { peopleTexts } from './texts.ts'

export const peoplePage = definePage({
  name: 'people',
  path: '/people',
  power: 'supervise',
  navigation: { section: 'people', icon: 'people', order: 10 },
  texts: peopleTexts,
  component: () => import('./Page.vue'),
})
