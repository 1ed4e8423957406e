import { DirectiveWork } from '@service-hall/contract'
import type { HallView } from '@service-hall/contract'
import type { Effects } from '../capability.ts'
import type { Ports } from '../ports.ts'
import { nearbyView } from './nearby-view.ts'

/** Shows what is near by, as the hall said. */
export function guidanceEffects({ surroundings, hall }: Ports): Effects {
  return {
    view() {
      const { heard } = surroundings
      if (!heard) return {}
      const now = hall.hallNow()
      return { nearby: nearbyView(heard, { advised: advisedBy(hall.view, now), now }) }
    },
  }
}

/** Halls that the region sends customers to at present. A hall of an earlier release has no notices. */
function advisedBy(view: Partial<Pick<HallView, 'notices'>> | null, now: number): Set<string> {
  const works = Object.values(view?.notices ?? {}).flatMap(({ work, until }) => (now < until ? [work] : []))
  return new Set(
    works.flatMap((work) => {
      const { data: known } = DirectiveWork.safeParse(work)
      return known?.kind === 'divert' ? [known.toHallId] : []
    }),
  )
}
