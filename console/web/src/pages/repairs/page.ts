import { definePage } from '../define.ts'
import { repairsTexts } from './texts.ts'

export const repairsPage = definePage({
  name: 'repairs',
  path: '/repairs',
  power: 'see',
  navigation: { section: 'act', icon: 'tool', order: 30 },
  texts: repairsTexts,
  component: () => import('./Page.vue'),
})
