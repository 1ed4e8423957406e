import { definePage } from '../define.ts'
import { ownAccountTexts } from './texts.ts'

export const ownAccountPage = definePage({
  name: 'ownAccount',
  path: '/account',
  power: 'anybody',
  texts: ownAccountTexts,
  component: () => import('./Page.vue'),
})
