import type { Pinia } from 'pinia'
import { useLive } from '../src/live/live-store.ts'
import { aMap, aRegion } from './a-region.ts'
import { press, show } from './show.ts'

const nobody = { organisation: { regions: aRegion(0).organisation.regions, halls: [] }, tiles: [] }
const lost = (pinia: Pinia): void => {
  const live = useLive(pinia)
  live.line = 'lost'
  live.silentMs = 75_000
}

export const overviewStates = {
  tiles: show({ at: '/overview' }),
  tilesDark: show({ at: '/overview', scheme: 'dark' }),
  table: show({ at: '/overview?view=table' }),
  tableDark: show({ at: '/overview?view=table', scheme: 'dark' }),
  map: show({ at: '/overview?view=map', region: () => aRegion(400) }),
  mapDark: show({ at: '/overview?view=map', scheme: 'dark', region: () => aRegion(400) }),
  places: show({ at: '/overview?view=map&map=places', region: () => aRegion(120), answers: aMap }),
  placesDark: show({
    ...{ at: '/overview?view=map&map=places', scheme: 'dark', region: () => aRegion(120) },
    answers: aMap,
  }),
  region: show({ at: '/overview?region=qingdao&level=bad' }),
  lost: show({ at: '/overview', before: lost }),
  loading: show({ at: '/overview', before: (pinia) => (useLive(pinia).ready = false) }),
  nothing: show({ at: '/overview', region: () => nobody }),
  noMatch: show({ at: '/overview?text=xyz' }),
  rule: show({ at: '/overview', after: () => press('.bar .button') }),
  unknown: show({ at: '/nowhere' }),
}
export const wallStates = {
  tiles: show({ at: '/overview?wall=1', scheme: 'dark' }),
  table: show({ at: '/overview?wall=1&view=table', scheme: 'dark' }),
  map: show({ at: '/overview?wall=1&view=map', scheme: 'dark', region: () => aRegion(400) }),
  light: show({ at: '/overview?wall=1' }),
  lost: show({ at: '/overview?wall=1', scheme: 'dark', before: lost }),
}
