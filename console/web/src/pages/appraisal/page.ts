import { definePage } from '../define.ts'
import { appraisalTexts } from './texts.ts'

export const appraisalPage = definePage({
  name: 'appraisal',
  path: '/appraisal',
  power: 'see',
  navigation: { section: 'people', icon: 'star', order: 30 },
  texts: appraisalTexts,
  component: () => import('./Page.vue'),
})
