import { MOST_MAP_BYTES } from '../../hub/map/geojson.ts'
import { HallParams, NewMap, ProfileParams } from '../console-http.ts'
import { RegionParams } from '../console-people.ts'
import { AN_ID, consoleRoutes } from './route.ts'

/** Regions and halls, their profiles and maps. */
export const ORGANISATION_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/organisation', by: 'see', at: 'seen' },
    does: 'The regions and halls that one sees; of what lies above or beside them nothing, not even an id.',
    answers: { 200: { json: 'OrganisationSeen' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/halls/waiting', by: 'administer', at: 'seen' },
    does: 'Halls that wait to be let in.',
    answers: { 200: { json: 'WaitingHall', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/halls/limits', by: 'see', at: 'seen' },
    does: 'How long customers may wait in each hall that one sees, by the profiles.',
    answers: { 200: { json: 'HallLimit', of: 'list' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/halls/:hallId/profile', by: 'see', at: 'place' },
    does: 'What is asked of a hall, where that is said, and what differs from its tier.',
    params: HallParams,
    answers: { 200: { json: 'HallProfileSeen' } },
    refusals: ['access.signIn', 'organisation.unknownHall'],
    example: { params: { hallId: 'H1' } },
  },
  {
    ...{ method: 'GET', path: '/api/profiles/:place', by: 'see', at: 'place' },
    does: 'What a place itself says, and what holds there. `region:sd:A`, `region:sd:all`, `hall:H1`.',
    params: ProfileParams,
    answers: { 200: { json: 'ProfileSeen' } },
    refusals: ['access.signIn', 'organisation.unknownHall', 'organisation.unknownRegion'],
    example: { params: { place: 'hall:H1' } },
  },
  {
    ...{ method: 'GET', path: '/api/maps/:regionId', by: 'see', at: 'place' },
    does: 'The map of a region, or of the nearest above that has one and is seen; `null`: none.',
    params: RegionParams,
    answers: { 200: { json: 'MapSeen' } },
    refusals: ['access.signIn', 'organisation.unknownRegion'],
    example: { params: { regionId: 'sd' } },
  },
  {
    ...{ method: 'POST', path: '/api/maps/:regionId', by: 'administer', at: 'place' },
    does: 'Gives a region a map (GeoJSON). Only what a map needs is kept of it.',
    params: RegionParams,
    request: NewMap,
    mostBytes: MOST_MAP_BYTES,
    answers: { 200: { json: 'CommandTaken' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany'] as const),
      ...(['organisation.unknownRegion', 'map.notReadable', 'record.contended'] as const),
    ],
    example: {
      params: { regionId: 'sd' },
      request: {
        ...{ id: AN_ID, approval: '' },
        outlines: {
          type: 'FeatureCollection',
          features: [
            {
              ...{ type: 'Feature', properties: { name: 'sd' } },
              geometry: {
                type: 'Polygon',
                coordinates: [[[117, 36], [118, 36], [118, 37], [117, 36]]], // prettier-ignore
              },
            },
          ],
        },
      },
    },
  },
])
