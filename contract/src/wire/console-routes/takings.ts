import { TakingsQuery } from '../console-takings.ts'
import { consoleRoutes } from './route.ts'

/** What halls take, and what of it needs a person. */
export const TAKINGS_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/takings', by: 'see', at: 'place' },
    does: 'Takings of today by the hour, and of each hall: unknown payments, suspense, comparisons, cash boxes. No `place`: of all halls that one sees.',
    query: TakingsQuery,
    answers: { 200: { json: 'TakingsSeen' } },
    refusals: ['access.signIn', 'organisation.unknownHall', 'organisation.unknownRegion'],
    example: { query: { place: 'hall:H1' } },
  },
])
