import { definePage } from '../define.ts'
import { softwareTexts } from './texts.ts'

export const softwarePage = definePage({
  name: 'software',
  path: '/software',
  power: 'operate',
  navigation: { section: 'act', icon: 'tool', order: 27 },
  texts: softwareTexts,
  component: () => import('./Page.vue'),
})
