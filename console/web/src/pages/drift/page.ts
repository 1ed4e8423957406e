import { definePage } from '../define.ts'
import { driftTexts } from './texts.ts'

export const driftPage = definePage({
  name: 'drift',
  path: '/drift',
  power: 'see',
  navigation: { section: 'act', icon: 'tool', order: 25 },
  texts: driftTexts,
  component: () => import('./Page.vue'),
})
