import { definePage } from '../define.ts'
import { profilesTexts } from './texts.ts'

export const profilesPage = definePage({
  name: 'profiles',
  path: '/profiles',
  power: 'see',
  navigation: { section: 'manage', icon: 'check', order: 20 },
  texts: profilesTexts,
  component: () => import('./Page.vue'),
})
