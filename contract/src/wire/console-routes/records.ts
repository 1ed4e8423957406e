import { HUB_SUBJECTS, PeerHubCommand } from '../../hub/every.ts'
import type { RefusalCode } from '../../refusal.ts'
import { AuditQuery } from '../console-http.ts'
import { AN_ID, consoleRoutes } from './route.ts'

const decided = HUB_SUBJECTS.flatMap(({ refusals }) => Object.keys(refusals) as RefusalCode[]).sort()

/** Commands to the hub's own records, and the audit log. */
export const RECORD_ROUTES = consoleRoutes([
  {
    ...{ method: 'POST', path: '/api/commands', by: 'signedIn', at: 'decided' },
    does: 'A command to the hub’s own records. The same id always gets the same answer, so it may be sent again until there is one. `account.add`, `account.resetPassword`, `map.set`, `media.keep` and `notice.setChannel` have routes of their own.',
    request: PeerHubCommand,
    answers: { 200: { json: 'CommandTaken' } },
    refusals: ['access.signIn', 'access.denied', 'access.tooMany', ...decided],
    example: {
      request: {
        ...{ type: 'organisation.addRegion', id: AN_ID, regionId: 'east', parentId: 'sd' },
        name: { zh: '东区', en: 'East' },
      },
    },
  },
  {
    ...{ method: 'GET', path: '/api/audit', by: 'administer', at: 'root' },
    does: 'The facts of the hub’s own records, the latest first, 200 at a time: who did what from where.',
    query: AuditQuery,
    answers: { 200: { json: 'AuditEntry', of: 'list' } },
    refusals: ['access.signIn', 'access.denied'],
    example: { query: { before: '100' } },
  },
  {
    ...{ method: 'GET', path: '/api/audit/chain', by: 'administer', at: 'root' },
    does: 'Computes the chain of hashes of all of them again; at most ten times a minute.',
    answers: { 200: { json: 'ChainState' } },
    refusals: ['access.signIn', 'access.denied', 'access.tooMany'],
  },
])
