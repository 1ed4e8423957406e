import { ALERT_KINDS, ALERT_RULES, PLAYBOOKS, PeerHubCommand } from '@service-hall/contract'
import type { AlertId, HallId } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { newCommandId } from '../../api/commands.ts'
import { directiveCommand, targetOf } from './directive.ts'

const to = { hallId: 'H2' as HallId, name: { zh: '北厅', en: 'North' }, metres: 1234.5 }
const SUBJECTS = { hall: 'hall', counter: 'C1', station: 'K1', device: 'P1', consumable: 'P1.paper' }

test.each(ALERT_KINDS)('every directive in the playbook of %s is one that the hub takes', (kind) => {
  const { of } = ALERT_RULES[kind]
  const alert = {
    alertId: `${kind}:H1:${SUBJECTS[of]}:1` as AlertId,
    hallId: 'H1' as HallId,
    subject: SUBJECTS[of],
  }
  const stationId = of === 'hall' || of === 'counter' ? null : 'K1'
  for (const { directive } of PLAYBOOKS[kind]) {
    if (!directive) continue
    expect(targetOf(directive, alert, stationId)).not.toBeNull()
    const more = { directiveId: newCommandId() as string, stationId, why: '告警', to }
    const command = directiveCommand(directive, alert, more)
    const parsed = PeerHubCommand.safeParse({ id: newCommandId(), ...command })
    expect(parsed.error?.issues ?? []).toEqual([])
  }
})

test('a message to another hall needs one, and a machine’s directive a machine', () => {
  const alert = { alertId: 'waitTooLong:H1:hall:1' as AlertId, hallId: 'H1' as HallId, subject: 'hall' }
  const none = { directiveId: newCommandId() as string, stationId: null, why: 'x', to: null }
  expect(directiveCommand({ kind: 'divert', target: 'hall' }, alert, none)).toBeNull()
  expect(directiveCommand({ kind: 'reboot', target: 'station' }, alert, none)).toBeNull()
})
