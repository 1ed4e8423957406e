import { definePage } from '../define.ts'
import { noticesTexts } from './texts.ts'

export const noticesPage = definePage({
  name: 'notices',
  path: '/notices',
  power: 'administer',
  navigation: { section: 'manage', icon: 'bell', order: 41 },
  texts: noticesTexts,
  component: () => import('./Page.vue'),
})
