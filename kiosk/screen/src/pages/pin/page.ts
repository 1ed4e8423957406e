import { toStart } from '../../flow/moves.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export const pin = definePage({
  name: 'pin',
  texts,
  shows: ({ place }) => (place.at === 'pin' ? {} : null),
  back: toStart,
  home: toStart,
})
