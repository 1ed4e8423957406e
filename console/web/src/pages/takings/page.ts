import { definePage } from '../define.ts'
import { takingsTexts } from './texts.ts'

/** `/takings?region=sd&hall=H1`: what halls take today, and what of it needs a person. */
export const takingsPage = definePage({
  name: 'takings',
  path: '/takings',
  power: 'see',
  navigation: { section: 'watch', icon: 'bag', order: 40 },
  texts: takingsTexts,
  component: () => import('./Page.vue'),
})
