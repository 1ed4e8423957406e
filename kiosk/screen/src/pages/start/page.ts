import { only, toStart } from '../../flow/moves.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { sheetsOf } from './sheets.ts'
import type { Sheet } from './sheets.ts'
import { texts } from './texts.ts'

export type Props = { sheet: Sheet; number: number; count: number }

export const start = definePage({
  name: 'start',
  texts,
  shows({ view, place, senior }: Flow): Props | null {
    if (!view?.hall) return null
    const sheets = sheetsOf(view, senior)
    const wanted = place.at === 'start' || place.at === 'confirm' ? place.sheet : 0
    const number = Math.min(wanted, sheets.length - 1)
    return { sheet: sheets[number] ?? [], number, count: sheets.length }
  },
  back: (flow, { number }) =>
    number > 0 ? only({ ...flow, place: { at: 'start', sheet: number - 1 } }) : null,
  home: (flow, { number }) => (number > 0 ? toStart(flow) : null),
})
