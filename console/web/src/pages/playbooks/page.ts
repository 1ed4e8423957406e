import { definePage } from '../define.ts'
import { playbooksTexts } from './texts.ts'

export const playbooksPage = definePage({
  name: 'playbooks',
  path: '/playbooks',
  power: 'see',
  within: 'alertRules',
  texts: playbooksTexts,
  component: () => import('./Page.vue'),
})
