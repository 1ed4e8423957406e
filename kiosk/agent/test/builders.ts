import { HallConfig } from '@service-hall/contract'
import type { Answer, CommandId, HallView, Ticket, TicketId } from '@service-hall/contract'
import { emptyView, evolve as evolveHall } from '@service-hall/contract'
import { agentFold } from '../src/capabilities.ts'
import type { AgentFact, AgentState } from '../src/capabilities.ts'

const both = (text: string) => ({ zh: text, en: text })
const allDay = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }]

/** A small hall where age 70 gives the class `vip`: one service, one counter with pad and LED display, kiosk K1 and device host D1. */
export function aConfig(devices: unknown[] = []): HallConfig {
  return HallConfig.parse({
    hall: { id: 'H1', tier: 'A', name: both('Hall'), timeZone: 'Asia/Shanghai' },
    policies: { issueValidSeconds: 5, kioskIdleSeconds: 10 },
    priorityClasses: [
      { id: 'normal', weight: 1, name: both('Standard') },
      { id: 'vip', weight: 5, name: both('Key') },
      { id: 'priority', weight: 3, name: both('Priority'), kioskChoice: true },
    ],
    identification: { classes: [{ class: 'vip', minAge: 70 }] },
    parkReasons: [{ id: 'form', name: both('Form') }],
    pauseReasons: [{ id: 'break', name: both('Break') }],
    voidReasons: [{ id: 'left', name: both('Left') }],
    zones: [{ id: 'z', kind: 'business', name: both('Zone') }],
    groups: [{ id: 'g', prefix: 'A', name: both('Group') }],
    services: [
      { id: 'pay', group: 'g', name: both('Pay'), expectedMinutes: 3, limitMinutes: 5, openingHours: allDay },
    ],
    counters: [{ id: 'C1', number: '1', name: both('C1'), kind: 'charge', zone: 'z', skills: ['pay'] }],
    stations: [
      { id: 'K1', kind: 'kiosk', name: both('K1'), zone: 'z' },
      { id: 'D1', kind: 'deviceHost', name: both('D1'), zone: 'z' },
    ],
    devices,
    staff: [{ id: 'S1', number: '1001', roles: ['counterStaff'] }],
  })
}

export const aPrinter = (port: number): unknown => ({
  id: 'K1-printer',
  kind: 'printer',
  profile: 'epson',
  paperWidth: 80,
  station: 'K1',
  name: both('Printer'),
  link: { url: `tcp://127.0.0.1:${port}` },
})

export const anIdReader = (url: string): unknown => ({
  id: 'K1-id-reader',
  kind: 'idReader',
  profile: 'sdtSam',
  station: 'K1',
  name: both('ID card reader'),
  link: { url },
})

/** A view of that hall with these tickets of kiosk K1 in it. */
export function aView(
  config: HallConfig,
  tickets: { id: string; paper?: Ticket['paper']; classId?: string; ahead?: number }[] = [],
): HallView {
  const view = emptyView()
  evolveHall(view, { number: 1, at: 1, fact: { type: 'HallConfigured', config, by: 'system' } })
  tickets.forEach(({ id, paper = { status: 'none' }, classId = 'normal', ahead = 0 }, index) => {
    const number = `A${String(index + 1).padStart(3, '0')}`
    evolveHall(view, {
      number: index + 2,
      at: 1,
      fact: {
        type: 'TicketIssued',
        ticketId: id as TicketId,
        number,
        day: '2026-01-05' as never,
        count: index + 1,
        groupId: 'g' as never,
        serviceId: 'pay' as never,
        classId: classId as never,
        language: 'zh',
        senior: false,
        ahead,
        stationId: 'K1' as never,
        by: 'station:K1',
      },
    })
    const ticket = view.tickets[id]
    if (ticket) ticket.paper = paper
  })
  return view
}

export const { empty: emptyState } = agentFold

export function stateAfter(facts: AgentFact[], from: AgentState = emptyState(), at = 1_000): AgentState {
  return facts.reduce((state, fact) => agentFold.evolve(state, fact, at), from)
}

/** Ids one after the other: `id-000001`, `id-000002`, … */
export function idMaker(): () => CommandId {
  let last = 0
  return () => `id-${String((last += 1)).padStart(6, '0')}` as CommandId
}

export function aTicketAnswer(number = 'A001'): Extract<Answer, { ok: true }> {
  const ticket = { id: `ticket-${number}` as TicketId, number, ahead: 2, issuedAt: 900 }
  return { ok: true, upTo: 9, result: { ticket } }
}
