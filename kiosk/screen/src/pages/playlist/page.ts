import type { Slide } from '@service-hall/contract'
import { toStart } from '../../flow/moves.ts'
import type { Flow } from '../../flow/state.ts'
import { isStill } from '../../flow/still.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = { slides: Slide[] }

/** What the region has the kiosk play, once nothing has happened at it for long enough. */
export const playlist = definePage({
  name: 'playlist',
  texts,
  shows(flow: Flow): Props | null {
    const played = flow.view?.hall ? flow.view.playlist : undefined
    if (!played || flow.customer !== null || !isStill(flow)) return null
    return flow.now - flow.stirred >= played.afterSeconds * 1_000 ? { slides: played.slides } : null
  },
  home: toStart,
  full: true,
})
