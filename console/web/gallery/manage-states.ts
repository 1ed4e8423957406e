import type { AccountSeen, AuditEntry, ProfileSeen, WaitingHall } from '@service-hall/contract'
import { NOW } from './a-region.ts'
import { press, show } from './show.ts'
import type { Answers } from './show.ts'

const MINUTE = 60_000
const FINGERPRINT = '7f3a 91c2 04de 55b8 1c9e 77aa 02fd 8b31'
const waiting = (hallId: string, known: WaitingHall['known'] = null): WaitingHall => ({
  ...{ hallId: hallId as WaitingHall['hallId'], key: `key-of-${hallId}`, fingerprint: FINGERPRINT, known },
  ...{ from: '10.12.0.31', firstAt: NOW - 42 * MINUTE, lastAt: NOW - 20_000 },
})
const somebodyWaits: Answers = {
  'GET /api/halls/waiting': { body: [waiting('H2001'), waiting('H0003', 'otherKey')] },
}
const nobodyWaits: Answers = { 'GET /api/halls/waiting': { body: [] } }
const organisation = (after?: () => Promise<void>, scheme: 'light' | 'dark' = 'light') =>
  show({ at: '/organisation?region=qingdao', answers: somebodyWaits, scheme, ...(after ? { after } : {}) })

export const organisationStates = {
  region: organisation(),
  dark: organisation(undefined, 'dark'),
  root: show({ at: '/organisation', answers: nobodyWaits }),
  add: organisation(() => press('.actions .button')),
  move: organisation(() => press('.actions .button:nth-child(4)')),
  map: organisation(() => press('.actions .button:nth-child(3)')),
  remove: organisation(() => press('.actions .danger')),
  admit: organisation(() => press('.waiting tr:nth-child(2) .button')),
  describe: organisation(() => press('[data-hall-row] .button')),
  failed: show({ at: '/organisation?region=qingdao' }),
}

const account = (accountId: string, name: string, change: Partial<AccountSeen> = {}): AccountSeen => ({
  ...{ accountId: accountId as AccountSeen['accountId'], name, homeId: 'qingdao' as never, first: false },
  ...{
    sessions: 1,
    secondFactor: false,
    wall: false,
    grants: [{ regionId: 'qingdao' as never, role: 'supervisor' }],
  },
  ...change,
})
const people: Answers = {
  'GET /api/accounts': {
    body: [
      account('S1001', '赵敏', {
        homeId: 'root' as never,
        grants: [{ regionId: 'root' as never, role: 'administrator' }],
        secondFactor: true,
      }),
      account('S2002', '李强'),
      account('S2003', '王芳', {
        sessions: 0,
        first: true,
        grants: [
          { regionId: 'qingdao' as never, role: 'viewer' },
          { regionId: 'yantai' as never, role: 'operator' },
        ],
      }),
      account('S2004', '陈晨', { sessions: 0, grants: [] }),
    ],
  },
}
const accounts = (after?: () => Promise<void>, more: Answers = {}, scheme: 'light' | 'dark' = 'light') =>
  show({ at: '/accounts', answers: { ...people, ...more }, scheme, ...(after ? { after } : {}) })
const reset = async (): Promise<void> => {
  await press('[data-account=S2002] .actions .button:nth-child(2)')
  await press('dialog .danger')
}

export const accountsStates = {
  list: accounts(),
  dark: accounts(undefined, {}, 'dark'),
  add: accounts(() => press('.head .primary')),
  give: accounts(() => press('[data-account=S2002] .actions .button')),
  take: accounts(() => press('[data-account=S2002] .roles button')),
  first: accounts(reset, {
    'POST /api/accounts/S2002/password': { body: { password: 'kite-river-lamp-42' } },
  }),
  refused: accounts(reset, {
    'POST /api/accounts/S2002/password': { status: 403, body: { ok: false, code: 'access.denied' } },
  }),
  loading: show({ at: '/accounts', answers: { 'GET /api/accounts': 'never' } }),
  failed: show({ at: '/accounts' }),
  none: show({ at: '/accounts?text=xyz', answers: people }),
}

const profile: ProfileSeen = {
  place: { of: 'region', regionId: 'qingdao' as never, tier: 'A' },
  version: 1,
  own: { targets: { waitMs: 480_000 } },
  values: [
    { path: 'calendar.1', value: ['08:30-17:30'], from: 'region:root', instead: [] },
    {
      path: 'devices.printer',
      value: null,
      from: 'region:qingdao:A',
      instead: [{ value: 2, from: 'region:root:A' }],
    },
    { path: 'functions', value: ['accept', 'charge', 'notice', 'guide'], from: 'region:root', instead: [] },
    { path: 'targets.handlingMs', value: 1_200_000, from: 'above', instead: [] },
    {
      ...{ path: 'targets.waitMs', value: 480_000, from: 'region:qingdao:A' },
      instead: [{ value: 600_000, from: 'region:root:A' }],
    },
    { path: 'zones', value: ['business', 'guidance', 'selfService'], from: 'region:root:A', instead: [] },
  ],
}
const profileOf = (body: ProfileSeen): Answers => ({ 'GET /api/profiles/region%3Aqingdao%3AA': { body } })
const profiles = (after?: () => Promise<void>, scheme: 'light' | 'dark' = 'light') =>
  show({
    ...{ at: '/profiles?region=qingdao&tier=A', answers: profileOf(profile), scheme },
    ...(after ? { after } : {}),
  })

export const profilesStates = {
  table: profiles(),
  dark: profiles(undefined, 'dark'),
  set: profiles(() => press('[data-path="targets.waitMs"] .button')),
  add: profiles(() => press('.head .button')),
  inherit: profiles(() => press('[data-path="targets.waitMs"] .button:nth-child(2)')),
  empty: show({
    at: '/profiles?region=qingdao&tier=A',
    answers: profileOf({ ...profile, own: {}, values: [] }),
  }),
  failed: show({ at: '/profiles?region=qingdao&tier=A' }),
}

const entry = (number: number, fact: AuditEntry['fact'], by = 'account:S1001'): AuditEntry => ({
  ...{ number, stream: 'organisation', version: number, at: NOW - (500 - number) * MINUTE, by },
  ...{ from: '10.1.2.3', commandId: `c${number}`, fact },
})
const log: Answers = {
  'GET /api/audit': {
    body: [
      entry(431, { type: 'HallAdmitted', hallId: 'H0042', regionId: 'qingdao', tier: 'B' }),
      entry(
        430,
        { type: 'HubCommandRefused', command: 'organisation.moveHall', code: 'access.denied' },
        'account:S2003',
      ),
      entry(429, { type: 'SessionBegan', accountId: 'S2003' }, 'system'),
      entry(428, { type: 'GrantGiven', accountId: 'S2003', regionId: 'yantai', role: 'operator' }),
      entry(427, null, 'system'),
    ],
  },
}
const chain = (firstBroken: number | null): Answers => ({
  ...log,
  'GET /api/audit/chain': { body: { firstBroken, upTo: 431 } },
})
export const auditStates = {
  latest: show({ at: '/audit', answers: log }),
  dark: show({ at: '/audit', answers: log, scheme: 'dark' }),
  whole: show({ at: '/audit', answers: chain(null), after: () => press('.head .button') }),
  broken: show({ at: '/audit', answers: chain(118), after: () => press('.head .button') }),
  denied: show({
    at: '/audit',
    answers: { 'GET /api/audit': { status: 403, body: { ok: false, code: 'access.denied' } } },
  }),
  empty: show({ at: '/audit?before=1', answers: { 'GET /api/audit?before=1': { body: [] } } }),
}

export const accountStates = {
  own: show({ at: '/account' }),
  dark: show({ at: '/account', scheme: 'dark' }),
}
