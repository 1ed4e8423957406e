import { definePage } from '../define.ts'
import { compareTexts } from './texts.ts'

/** `/compare?tier=A&days=7&sort=meanWait`: halls of one tier beside each other, like with like. */
export const comparePage = definePage({
  name: 'compare',
  path: '/compare',
  power: 'see',
  navigation: { section: 'watch', icon: 'chart', order: 30 },
  texts: compareTexts,
  component: () => import('./Page.vue'),
})
