import { RolloutPreviewAsked } from '../console-rollouts.ts'
import { consoleRoutes } from './route.ts'

/** Rollouts of releases. They are begun, paused, resumed, cancelled and turned back by commands. */
export const ROLLOUT_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/rollouts', by: 'operate', at: 'seen' },
    does: 'Rollouts of places where one may act on machines, those under way first, with how their machines stand.',
    answers: { 200: { json: 'RolloutSeen', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'POST', path: '/api/rollouts/preview', by: 'operate', at: 'place' },
    does: 'How many machines would be of each wave of a rollout, and how they stand to the release now.',
    request: RolloutPreviewAsked,
    answers: { 200: { json: 'RolloutPreview' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'input.invalid'] as const),
      ...(['organisation.unknownHall', 'organisation.unknownRegion'] as const),
    ],
    example: {
      request: {
        place: { of: 'hall', hallId: 'H1' },
        version: '1.2.3',
        waves: [{ of: 'share', percent: 100 }],
      },
    },
  },
])
