import { DriftQuery, FleetPush, FleetSettingsQuery } from '../console-fleet.ts'
import { HallParams } from '../console-http.ts'
import { ImageParams, ImageUpload } from '../media.ts'
import { consoleRoutes } from './route.ts'

/** What is asked of machines, and how they stand to it. */
export const FLEET_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/fleet/settings', by: 'see', at: 'place' },
    does: 'What holds for the machines of a place, where it is said, and what it stands instead of.',
    query: FleetSettingsQuery,
    answers: { 200: { json: 'FleetSettings' } },
    refusals: [
      ...(['access.signIn', 'input.invalid'] as const),
      ...(['organisation.unknownHall', 'organisation.unknownRegion'] as const),
    ],
    example: { query: { place: 'hall:H1' } },
  },
  {
    ...{ method: 'GET', path: '/api/fleet/drift', by: 'see', at: 'seen' },
    does: 'Machines of the halls that one sees against what is asked of them: 50 rows, what needs somebody first.',
    query: DriftQuery,
    answers: { 200: { json: 'DriftPage' } },
    refusals: ['access.signIn', 'input.invalid'],
    example: { query: { state: 'any' } },
  },
  {
    ...{ method: 'POST', path: '/api/fleet/push', by: 'operate', at: 'decided' },
    does: 'Gives machines once more what is asked of them. Each is decided by itself. At most 20 times a minute.',
    request: FleetPush,
    answers: { 200: { json: 'FleetPushed' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany', 'input.invalid'] as const),
      'organisation.unknownHall',
    ],
    example: { request: { machines: [{ hallId: 'H1', stationId: 'K1' }], why: 'set up anew' } },
  },
  {
    ...{ method: 'POST', path: '/api/media', by: 'operate', at: 'place' },
    does: 'Keeps an image for playlists: JPEG or PNG, at most 2 MB and 4,096 pixels a side. At most 30 a minute.',
    request: ImageUpload,
    mostBytes: 2_700_000,
    answers: { 200: { json: 'ImageKept' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany', 'input.invalid'] as const),
      ...(['fleet.noImage', 'fleet.noRoom'] as const),
      ...(['organisation.unknownHall', 'organisation.unknownRegion'] as const),
    ],
    example: { request: { place: 'hall:H1', data: 'AAAA' } },
  },
  {
    ...{ method: 'GET', path: '/api/media/:sha256', by: 'signedIn', at: 'own' },
    does: 'An image of a playlist, by its SHA-256.',
    params: ImageParams,
    answers: { 200: { type: 'application/octet-stream', is: 'image/jpeg or image/png' } },
    refusals: ['access.signIn', 'file.unknown'],
    example: { params: { sha256: '0'.repeat(64) } },
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/zones', by: 'see', at: 'place' },
    does: 'The zones of a hall by its own file; none before it has reported.',
    params: HallParams,
    answers: { 200: { json: 'HallZone', of: 'list' } },
    refusals: ['access.signIn', 'organisation.unknownHall'],
    example: { params: { hallId: 'H1' } },
  },
])
