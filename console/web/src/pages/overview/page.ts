import { definePage } from '../define.ts'
import { overviewTexts } from './texts.ts'

export const overviewPage = definePage({
  name: 'overview',
  path: '/overview',
  power: 'see',
  navigation: { section: 'watch', icon: 'grid', order: 10 },
  wall: [{ view: 'tiles' }, { view: 'table' }, { view: 'map' }],
  texts: overviewTexts,
  component: () => import('./Page.vue'),
})
