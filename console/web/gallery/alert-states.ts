import { ALERT_RULES, PLAYBOOKS } from '@service-hall/contract'
import type { AlertDetail, AlertKind, AlertSeen, AlertSnapshot } from '@service-hall/contract'
import type { Pinia } from 'pinia'
import { useLive } from '../src/live/live-store.ts'
import { NOW } from './a-region.ts'
import { show } from './show.ts'
import type { Answers } from './show.ts'

const HOUR = 3_600_000
const HALL_NAME = { zh: '市中供电营业厅', en: 'Shizhong hall' }

function anAlert(kind: AlertKind, subject: string, more: Partial<AlertSeen>): AlertSeen {
  return {
    ...{ alertId: `${kind}:H0001:${subject}:1`, kind, hallId: 'H0001', hallName: HALL_NAME, subject },
    ...{ regionId: 'jinan', subjectName: { zh: '一号终端', en: 'Kiosk 1' }, severity: 'warning' },
    ...{
      value: null,
      limit: ALERT_RULES[kind].rule.raise,
      raisedAt: NOW - 14 * HOUR,
      clearedAt: null,
      end: null,
    },
    ...{ acknowledged: null, assignee: null, escalated: null, reopened: 0, restless: false, silenced: null },
    ...{ rests: null, planned: { ms: 2 * HOUR, at: NOW }, goesUp: { ms: HOUR / 4, at: NOW } },
    ...{ comments: 0, steps: [], revision: 1, ...more },
  } as unknown as AlertSeen
}

const OFF = { why: 'switchedOff', until: NOW + 4.5 * HOUR, by: 'account:S2002' } as const
const ALERTS = [
  anAlert('stationLost', 'K1', { rests: { why: 'closed', until: NOW + 22.5 * HOUR } }),
  anAlert('deviceDown', 'P1', { rests: OFF }),
  anAlert('consumableLow', 'P2.paper', { value: 1, rests: { why: 'calendar', until: null } }),
  anAlert('waitTooLong', 'hall', { value: HOUR / 2, severity: 'critical', subjectName: null }),
]
const snapshot: AlertSnapshot = { now: NOW, upTo: 1, alerts: ALERTS }
const [, resting = anAlert('deviceDown', 'P1', {})] = ALERTS
const detail: AlertDetail = {
  ...{ now: NOW, alert: resting, may: false, assignees: [], stationId: 'K1' },
  events: [{ number: 1, at: resting.raisedAt, by: 'system', type: 'AlertRaised', severity: 'warning' }],
  playbook: { kind: 'deviceDown', steps: PLAYBOOKS.deviceDown, from: 'default' },
}
const answers: Answers = {
  'GET /api/alerts': { body: snapshot },
  [`GET /api/alerts/${encodeURIComponent(resting.alertId)}`]: { body: detail },
}
const before = (pinia: Pinia): void => void (useLive(pinia).snapshots = 1)

export const alertStates = {
  resting: show({ at: '/alerts', answers, before }),
  restingDark: show({ at: '/alerts', scheme: 'dark', answers, before }),
  one: show({ at: `/alert?id=${encodeURIComponent(resting.alertId)}`, answers, before }),
}
export const restingOnWall = show({ at: '/alerts?wall=1', scheme: 'dark', answers, before })
