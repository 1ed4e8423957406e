import { definePage } from '../define.ts'
import { directivesTexts } from './texts.ts'

export const directivesPage = definePage({
  name: 'directives',
  path: '/directives',
  power: 'see',
  navigation: { section: 'act', icon: 'arrow', order: 40 },
  texts: directivesTexts,
  component: () => import('./Page.vue'),
})
