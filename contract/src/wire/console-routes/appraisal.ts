import {
  AppealDecision,
  AppealParams,
  AppraisalQuery,
  CloseParams,
  NewAppeal,
  NewClosing,
} from '../console-appraisal.ts'
import { RegionParams } from '../console-people.ts'
import { AN_ID, consoleRoutes } from './route.ts'

const PERIOD = { regionId: 'sd', kind: 'hall', from: '2026-01-01', to: '2026-01-31' }
const CLOSED = '01980000-0000-7000-8000-000000000002'

/** Appraisal of halls and staff. Staff are appraised before their supervisors, halls before everybody who sees the region. */
export const APPRAISAL_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/appraisal', by: 'see', at: 'place' },
    does: 'Figures and ranks of a period as they are now. Of staff only to those who supervise the region.',
    query: AppraisalQuery,
    answers: { 200: { json: 'AppraisalTable' } },
    refusals: ['access.signIn', 'access.denied', 'access.tooMany', 'organisation.unknownRegion'],
    example: { query: PERIOD },
  },
  {
    ...{ method: 'GET', path: '/api/regions/:regionId/indicators', by: 'see', at: 'place' },
    does: 'By what is appraised in a region: what holds there by kind, and all versions said there.',
    params: RegionParams,
    answers: { 200: { json: 'AppraisalSets' } },
    refusals: ['access.signIn', 'organisation.unknownRegion'],
    example: { params: { regionId: 'sd' } },
  },
  {
    ...{ method: 'POST', path: '/api/appraisal/closed', by: 'supervise', at: 'place' },
    does: 'Closes a period that is over: its figures stay as they are.',
    request: NewClosing,
    answers: { 200: { json: 'CommandTaken' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany', 'organisation.unknownRegion'] as const),
      ...(['appraisal.notOver', 'appraisal.earlier', 'record.contended'] as const),
    ],
    example: { request: { id: AN_ID, ...PERIOD } },
  },
  {
    ...{ method: 'GET', path: '/api/appraisal/closed', by: 'see', at: 'seen' },
    does: 'Closed periods of the regions that one sees.',
    answers: { 200: { json: 'ClosedSeen', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/appraisal/closed/:closeId', by: 'see', at: 'place' },
    does: 'A closed period; whoever does not supervise the region sees of its staff only their own row.',
    params: CloseParams,
    answers: { 200: { json: 'ClosedAppraisal' } },
    refusals: ['access.signIn', 'appraisal.unknown'],
    example: { params: { closeId: CLOSED } },
  },
  {
    ...{ method: 'POST', path: '/api/appraisal/closed/:closeId/appeals', by: 'signedIn', at: 'place' },
    does: 'Appeals against one’s own row, or one of the staff that one supervises.',
    params: CloseParams,
    request: NewAppeal,
    answers: { 200: { json: 'CommandTaken' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany', 'appraisal.unknown'] as const),
      ...(['appraisal.notOnesOwn', 'record.contended'] as const),
    ],
    example: {
      params: { closeId: CLOSED },
      request: { id: AN_ID, subject: '1001', words: 'The figure is wrong.' },
    },
  },
  {
    ...{
      method: 'POST',
      path: '/api/appraisal/closed/:closeId/appeals/:appealId',
      by: 'supervise',
      at: 'place',
    },
    does: 'Decides an appeal, by somebody else than who made it.',
    params: AppealParams,
    request: AppealDecision,
    answers: { 200: { json: 'CommandTaken' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany', 'appraisal.unknown'] as const),
      ...([
        'appraisal.noAppeal',
        'appraisal.appealOver',
        'appraisal.notOnesOwn',
        'record.contended',
      ] as const),
    ],
    example: {
      params: { closeId: CLOSED, appealId: AN_ID },
      request: { id: AN_ID, upheld: true, words: 'It was counted twice.' },
    },
  },
])
