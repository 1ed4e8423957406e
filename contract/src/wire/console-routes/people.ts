import { HallParams } from '../console-http.ts'
import {
  NewPerson,
  OwnWeekParams,
  PersonParams,
  PlanningHistoryParams,
  PlanningParams,
  ProposalBody,
  RegionParams,
  WeekParams,
} from '../console-people.ts'
import { AN_ID, consoleRoutes } from './route.ts'

const WEEK = { hallId: 'H1', week: '2026-01-05' }

/** Staff and their weeks. */
export const PEOPLE_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/people', by: 'see', at: 'seen' },
    does: 'Staff of the halls that one sees. Names and days off are told to those who supervise the hall, and one’s own.',
    answers: { 200: { json: 'PersonSeen', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'POST', path: '/api/people/:number', by: 'supervise', at: 'place' },
    does: 'Says what is known of somebody; the name is kept apart, where it can be erased.',
    params: PersonParams,
    request: NewPerson,
    answers: { 200: { json: 'CommandTaken' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany', 'organisation.unknownHall'] as const),
      ...(['people.unknown', 'people.endsBefore', 'record.contended'] as const),
    ],
    example: {
      params: { number: '1001' },
      request: {
        ...{ id: AN_ID, hallId: 'H1', kinds: ['comprehensive'], skills: [], share: 100 },
        ...{ from: '2026-01-01', until: null, name: '张三' },
      },
    },
  },
  {
    ...{ method: 'DELETE', path: '/api/people/:number/name', by: 'supervise', at: 'place' },
    does: 'Erases the name of somebody who has left.',
    params: PersonParams,
    answers: { 200: { json: 'CommandTaken' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany'] as const),
      ...(['people.unknown', 'people.stillHere', 'record.contended'] as const),
    ],
    example: { params: { number: '1001' } },
  },
  {
    ...{ method: 'GET', path: '/api/regions/:regionId/planning', by: 'see', at: 'place' },
    does: 'What a region itself says of hours, shifts and special days.',
    params: RegionParams,
    answers: { 200: { json: 'RegionPlanning' } },
    refusals: ['access.signIn', 'organisation.unknownRegion'],
    example: { params: { regionId: 'sd' } },
  },
  {
    ...{ method: 'GET', path: '/api/planning/:place', by: 'see', at: 'place' },
    does: 'What rosters of a region, a tier in it or a hall have to keep, where each is said, and what it stands instead of.',
    params: PlanningParams,
    answers: { 200: { json: 'PlanningSeen' } },
    refusals: ['access.signIn', 'organisation.unknownRegion'],
    example: { params: { place: 'region:sd' } },
  },
  {
    ...{ method: 'GET', path: '/api/planning/:place/history/:of', by: 'see', at: 'place' },
    does: 'The latest fifty changes of rules, shifts or special days of a place, the latest first.',
    params: PlanningHistoryParams,
    answers: { 200: { json: 'PlanningChange', of: 'list' } },
    refusals: ['access.signIn', 'organisation.unknownRegion'],
    example: { params: { place: 'region:sd', of: 'rules' } },
  },
  {
    ...{ method: 'GET', path: '/api/own/roster/:week', by: 'signedIn', at: 'own' },
    does: 'One’s own week and requests, for an account whose id is the staff number of somebody on the staff.',
    params: OwnWeekParams,
    answers: { 200: { json: 'OwnRoster' } },
    refusals: ['access.signIn', 'people.unknown', 'input.invalid'],
    example: { params: { week: '2026-01-05' } },
  },
  {
    ...{ method: 'GET', path: '/api/requests', by: 'supervise', at: 'seen' },
    does: 'Leave and swaps that wait for a supervisor, of the halls that one supervises.',
    answers: { 200: { json: 'PendingRequests' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/rules', by: 'see', at: 'place' },
    does: 'The rules of hours that hold in a hall, and its own.',
    params: HallParams,
    answers: { 200: { json: 'HallRulesSeen' } },
    refusals: ['access.signIn', 'organisation.unknownHall'],
    example: { params: { hallId: 'H1' } },
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/roster/:week', by: 'see', at: 'place' },
    does: 'All that a week of a hall is planned and checked with. Drafts, names and absences are told to those who supervise it.',
    params: WeekParams,
    answers: { 200: { json: 'RosterWeek' } },
    refusals: ['access.signIn', 'organisation.unknownHall'],
    example: { params: WEEK },
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/roster/:week/versions', by: 'see', at: 'place' },
    does: 'What was published of a week, the latest first.',
    params: WeekParams,
    answers: { 200: { json: 'RosterVersion', of: 'list' } },
    refusals: ['access.signIn', 'organisation.unknownHall'],
    example: { params: WEEK },
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/demand/:week', by: 'see', at: 'place' },
    does: 'Customers expected and people needed, by half hours.',
    params: WeekParams,
    answers: { 200: { json: 'WeekDemand' } },
    refusals: ['access.signIn', 'organisation.unknownHall'],
    example: { params: WEEK },
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/presence', by: 'see', at: 'place' },
    does: 'Who should be at work now, and who is signed in.',
    params: HallParams,
    answers: { 200: { json: 'Presence' } },
    refusals: ['access.signIn', 'organisation.unknownHall'],
    example: { params: { hallId: 'H1' } },
  },
  {
    ...{ method: 'POST', path: '/api/halls/:hallId/roster/:week/propose', by: 'supervise', at: 'place' },
    does: 'Proposes a week; a line of JSON (`ProposalLine`) each time something is better, the last `done` or `failed`. Ends when the asker goes away.',
    params: WeekParams,
    request: ProposalBody,
    answers: { 200: { type: 'application/x-ndjson', is: 'lines of `ProposalLine`' } },
    refusals: ['access.signIn', 'access.denied', 'organisation.unknownHall', 'roster.proposing'],
    example: { params: WEEK, request: { seconds: 2, keep: false, rows: [] } },
  },
])
