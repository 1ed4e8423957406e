import { toStart } from '../../flow/moves.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export const maintenance = definePage({
  name: 'maintenance',
  texts,
  shows: ({ place }) => (place.at === 'maintenance' ? {} : null),
  back: toStart,
  home: toStart,
})
