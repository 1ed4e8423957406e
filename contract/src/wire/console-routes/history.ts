import { HallParams } from '../console-http.ts'
import {
  FactsQuery,
  FiguresQuery,
  HoursQuery,
  MachineHistoryQuery,
  MachineParams,
  ReplayQuery,
} from '../console-history.ts'
import { consoleRoutes } from './route.ts'

/** What any look at the past may be refused with. */
const REFUSALS = [
  ...(['access.signIn', 'access.tooMany', 'organisation.unknownHall'] as const),
  ...(['history.busy', 'history.tooLong', 'history.nothing'] as const),
] as const

/** The past: figures, the facts behind them, a hall at any moment. */
export const HISTORY_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/figures', by: 'see', at: 'place' },
    does: 'Figures of a region or a hall: dimensions × measures × period, page by page.',
    query: FiguresQuery,
    answers: { 200: { json: 'FiguresPage' } },
    refusals: [...REFUSALS, 'organisation.unknownRegion', 'history.tooMuch'],
    example: {
      query: {
        ...{ place: 'hall:H1', from: '2026-01-05', to: '2026-01-05', grain: 'hour' },
        ...{ by: 'minute', measures: 'issued,served', wait: '50,95' },
      },
    },
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/hours', by: 'see', at: 'place' },
    does: 'A day of a hall by hours, against the same weekday of the weeks before.',
    params: HallParams,
    query: HoursQuery,
    answers: { 200: { json: 'HallHours' } },
    refusals: REFUSALS,
    example: { params: { hallId: 'H1' }, query: { day: '2026-01-05' } },
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/facts', by: 'see', at: 'place' },
    does: 'The facts of a day that a figure is made of, page by page.',
    params: HallParams,
    query: FactsQuery,
    answers: { 200: { json: 'FactsPage' } },
    refusals: REFUSALS,
    example: { params: { hallId: 'H1' }, query: { day: '2026-01-05', kinds: 'issued' } },
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/replay', by: 'see', at: 'place' },
    does: 'A hall as it was at a moment (`at`, epoch ms), or behind a fact (`number`).',
    params: HallParams,
    query: ReplayQuery,
    answers: { 200: { json: 'ReplayAnswer' } },
    refusals: REFUSALS,
    example: { params: { hallId: 'H1' }, query: { number: '1' } },
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/machines/:kind/:id/history', by: 'see', at: 'place' },
    does: 'What happened to a device or station of a hall, and how long it was up and down.',
    params: MachineParams,
    query: MachineHistoryQuery,
    answers: { 200: { json: 'MachineHistory' } },
    refusals: REFUSALS,
    example: {
      params: { hallId: 'H1', kind: 'device', id: 'P1' },
      query: { from: '1767500000000', to: '1767700000000' },
    },
  },
])
