import {
  AlertParams,
  CoversQuery,
  PastAlertsFileQuery,
  PastAlertsQuery,
  PlaybookQuery,
  PreviewQuery,
  RulesQuery,
} from '../console-alerts.ts'
import { ChannelParams, ChannelTest, ChannelWish } from '../console-notices.ts'
import { AN_ID, consoleRoutes } from './route.ts'

const CHANNEL = '3c3e8d2a-6d1f-4c0a-9a54-0d3c8f1b2a10'

/** Alerts, rules, maintenance and notices. What changes them goes by `POST /api/commands`. */
export const ALERT_ROUTES = consoleRoutes([
  {
    ...{ method: 'GET', path: '/api/alerts', by: 'see', at: 'seen' },
    does: 'Alerts that are open, and those that ended lately, of the halls that one sees.',
    answers: { 200: { json: 'AlertSnapshot' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/alerts/past', by: 'see', at: 'seen' },
    does: 'Alerts that ended, the latest first, page by page.',
    query: PastAlertsQuery,
    answers: { 200: { json: 'PastAlerts' } },
    refusals: ['access.signIn'],
    example: { query: { hallId: 'H1', before: '1767225600000' } },
  },
  {
    ...{ method: 'GET', path: '/api/alerts/past.csv', by: 'see', at: 'seen' },
    does: 'Alerts that ended as a file, at most 20,000 and twelve files a minute.',
    query: PastAlertsFileQuery,
    answers: { 200: { type: 'text/csv', is: 'a heading and a line for each alert' } },
    refusals: ['access.signIn', 'access.tooMany'],
    example: { query: { hallId: 'H1', lang: 'en' } },
  },
  {
    ...{ method: 'GET', path: '/api/alerts/:alertId', by: 'see', at: 'place' },
    does: 'One alert with all that happened to it.',
    params: AlertParams,
    answers: { 200: { json: 'AlertDetail' } },
    refusals: ['access.signIn', 'alert.unknown'],
    example: { params: { alertId: 'hallSilent:H1:hall:1' } },
  },
  {
    ...{ method: 'GET', path: '/api/alert-rules', by: 'see', at: 'place' },
    does: 'The rules that hold at a place, and what the place itself says.',
    query: RulesQuery,
    answers: { 200: { json: 'RulesAnswer' } },
    refusals: ['access.signIn', 'organisation.unknownHall', 'organisation.unknownRegion'],
    example: { query: { of: 'hall', hallId: 'H1' } },
  },
  {
    ...{ method: 'GET', path: '/api/alert-rules/preview', by: 'see', at: 'place' },
    does: 'What a rule would have raised in a hall in the last days; at most twelve times a minute.',
    query: PreviewQuery,
    answers: { 200: { json: 'PreviewAnswer' } },
    refusals: ['access.signIn', 'access.tooMany', 'organisation.unknownHall', 'alert.noPreview'],
    example: { query: { hallId: 'H1', kind: 'waitTooLong', days: '1' } },
  },
  {
    ...{ method: 'GET', path: '/api/playbooks', by: 'see', at: 'place' },
    does: 'What is to be done about each kind of alert at a place, and what the place itself says.',
    query: RulesQuery,
    answers: { 200: { json: 'PlaybooksAnswer' } },
    refusals: ['access.signIn', 'organisation.unknownHall', 'organisation.unknownRegion'],
    example: { query: { of: 'hall', hallId: 'H1' } },
  },
  {
    ...{ method: 'GET', path: '/api/playbooks/history', by: 'see', at: 'place' },
    does: 'What a place said of a playbook, the latest first.',
    query: PlaybookQuery,
    answers: { 200: { json: 'PlaybookHistory' } },
    refusals: ['access.signIn', 'organisation.unknownHall', 'organisation.unknownRegion'],
    example: { query: { of: 'hall', hallId: 'H1', kind: 'hallSilent' } },
  },
  {
    ...{ method: 'GET', path: '/api/maintenances/covers', by: 'see', at: 'place' },
    does: 'What maintenance of a place would keep quiet, and the machines of a hall to choose from.',
    query: CoversQuery,
    answers: { 200: { json: 'CoversAnswer' } },
    refusals: ['access.signIn', 'organisation.unknownHall'],
    example: { query: { of: 'hall', hallId: 'H1' } },
  },
  {
    ...{ method: 'GET', path: '/api/maintenances', by: 'see', at: 'seen' },
    does: 'Maintenance windows of the places that one sees.',
    answers: { 200: { json: 'MaintenancesAnswer' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'GET', path: '/api/notice-channels', by: 'administer', at: 'seen' },
    does: 'Channels of the regions that one administers, and how they do. Where they go is told in parts only.',
    answers: { 200: { json: 'ChannelsAnswer' } },
    refusals: ['access.signIn'],
  },
  {
    ...{ method: 'POST', path: '/api/notice-channels', by: 'administer', at: 'place' },
    does: 'Sets a channel. A new webhook’s secret is answered, once.',
    request: ChannelWish,
    answers: { 200: { json: 'ChannelAnswer' } },
    refusals: [
      ...(['access.signIn', 'access.denied', 'access.tooMany', 'organisation.unknownRegion'] as const),
      ...(['notice.unknown', 'notice.noTarget', 'notice.addressBarred', 'notice.noGateway'] as const),
      ...(['notice.kindStays', 'notice.tooMany', 'record.contended'] as const),
    ],
    example: {
      request: {
        id: AN_ID,
        channel: {
          ...{ channelId: CHANNEL, regionId: 'sd', kind: 'webhook', name: 'Night shift', on: true },
          ...{ of: 'all', least: 'warning', endings: true, language: 'zh', digestFrom: 5 },
        },
        target: { kind: 'webhook', url: 'https://notices.example/region' },
      },
    },
  },
  {
    ...{ method: 'GET', path: '/api/notice-channels/:channelId/deliveries', by: 'administer', at: 'place' },
    does: 'What went out by a channel and how far it came, the latest first.',
    params: ChannelParams,
    answers: { 200: { json: 'DeliveriesAnswer' } },
    refusals: ['access.signIn', 'notice.unknown'],
    example: { params: { channelId: CHANNEL } },
  },
  {
    ...{ method: 'POST', path: '/api/notice-channels/:channelId/test', by: 'administer', at: 'place' },
    does: 'Sends a trial by a channel.',
    params: ChannelParams,
    request: ChannelTest,
    answers: { 202: { json: 'Done' } },
    refusals: ['access.signIn', 'notice.unknown', 'access.tooMany'],
    example: { params: { channelId: CHANNEL }, request: { id: AN_ID } },
  },
])
