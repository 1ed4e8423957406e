import { HallParams } from '../console-http.ts'
import { AssetParams, LedgerText } from '../console-ledger.ts'
import { FileParams } from '../files.ts'
import { AN_ID, consoleRoutes } from './route.ts'

/** What was given to halls, and the ledger of their devices. */
export const HALL_MACHINE_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/directives', by: 'see', at: 'seen' },
    does: 'Directives of all halls that one sees, the latest first, 500 at most.',
    answers: { 200: { json: 'DirectiveSeen', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/directives', by: 'see', at: 'place' },
    does: 'Directives of one hall, what stands on its screens, and what its stations run and may do.',
    params: HallParams,
    answers: { 200: { json: 'HallDirectives' } },
    refusals: ['access.signIn', 'organisation.unknownHall'],
    example: { params: { hallId: 'H1' } },
  },
  {
    ...{ method: 'GET', path: '/api/files/:directiveId', by: 'operate', at: 'place' },
    does: 'The log (plain text) or the picture (JPEG) that a directive brought. Each look is noted in the audit log; at most 30 a minute.',
    params: FileParams,
    answers: { 200: { type: 'application/octet-stream', is: 'text/plain packed by gzip, or image/jpeg' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany'] as const),
      ...(['file.unknown', 'file.notWhole', 'file.gone'] as const),
    ],
    example: { params: { directiveId: AN_ID } },
  },
  {
    ...{ method: 'GET', path: '/api/ledger', by: 'see', at: 'seen' },
    does: 'The assets of the halls that one sees, with how they are now.',
    answers: { 200: { json: 'AssetSeen', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/ledger/:assetId', by: 'see', at: 'place' },
    does: 'One asset with its life, its repairs and what they say of it.',
    params: AssetParams,
    answers: { 200: { json: 'AssetPage' } },
    refusals: ['access.signIn', 'ledger.unknown'],
    example: { params: { assetId: 'SD-1' } },
  },
  {
    ...{ method: 'GET', path: '/api/repairs', by: 'see', at: 'seen' },
    does: 'Repair orders of the halls that one sees, open ones first, 1,000 at most.',
    answers: { 200: { json: 'Repair', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'POST', path: '/api/ledger/import', by: 'operate', at: 'decided' },
    does: 'Adds assets from CSV. Each line is decided by itself; what was not taken is answered line by line. At most 20 files a minute.',
    request: LedgerText,
    mostBytes: 4_000_000,
    answers: { 200: { json: 'LedgerImport' } },
    refusals: ['access.signIn', 'access.tooMany'],
    example: { request: { text: 'assetId,kind,hallId\nSD-2,queueMachine,H1' } },
  },
])
