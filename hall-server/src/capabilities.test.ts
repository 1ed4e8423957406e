import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import type { HallView } from '@service-hall/contract'
import { CAPABILITIES } from './capabilities.ts'
import type { HallState } from './capabilities.ts'
import { configuration } from './configuration/index.ts'
import { capability, decidersOf, preparesOf } from './core/capability.ts'
import type { Deciders, Prepares, StateOf } from './core/capability.ts'
import { device } from './device/index.ts'
import { directive } from './directive/index.ts'
import { intake } from './intake/index.ts'
import type { IntakeState } from './intake/state.ts'
import type { Ports } from './ports.ts'
import { queue } from './queue/index.ts'
import { rating } from './rating/index.ts'
import { staff } from './staff/index.ts'
import { station } from './station/index.ts'

// What must not compile is written out and expected not to: `npm run types` fails when it does.

test('a hall in which a command of the contract has no decider does not compile', () => {
  const most = [configuration, intake, queue, rating, device, directive, staff] as const
  // @ts-expect-error -- nobody decides station.enrol, station.revoke and station.note
  const deciders: Deciders<HallState> = decidersOf(most)
  expect(Object.keys(deciders)).not.toContain('station.enrol')
  const all: Deciders<HallState> = decidersOf(CAPABILITIES)
  expect(Object.keys(all)).toContain('station.enrol')
})

test('the state has the slice of each capability under its name, and no other', () => {
  const state: StateOf<typeof intake | typeof queue> = {
    view: {} as HallView,
    intake: { counts: {} },
  }
  const own: IntakeState = state.intake
  // @ts-expect-error -- no capability of this name keeps anything
  expect(state.rating).toBeUndefined()
  expect(own.counts).toEqual({})
})

test('a decision that looks at a slice nobody keeps does not compile', () => {
  const rest = decidersOf([configuration, intake, queue, rating, device, directive, staff, station])
  // @ts-expect-error -- queue looks at ratings and staff, intake at its own counts
  const deciders: Deciders<{ view: HallView }> = rest
  expect(deciders).toBe(rest)
})

test('a capability that decides what the contract does not have, or keeps a slice it does not fold, does not compile', () => {
  const empty = (): object => ({})
  // @ts-expect-error -- a slice has to say how facts change it
  capability({ name: 'note', slice: { schema: 'note-1', empty } })
  // @ts-expect-error -- a decider answers facts or a refusal
  capability({ name: 'note', deciders: { 'ticket.call': () => 'called' } })
  // @ts-expect-error -- an effect says how what is unfinished is found again
  capability({ name: 'note', effects: { on: { DayOpened: async () => null } } })
  expect(empty()).toEqual({})
})

test('a part that needs a port which the server does not have does not compile', () => {
  const routes = (_app: FastifyInstance, _ports: { telescope: number }): void => undefined
  const odd = capability({ name: 'odd', routes })
  // @ts-expect-error -- there is no telescope
  const mount: (app: FastifyInstance, ports: Ports) => void = odd.routes
  expect(mount).toBe(routes)
})

test('no two capabilities decide or prepare the same command, or share a name', () => {
  expect(() => decidersOf([queue, queue])).toThrow('ticket.call')
  expect(() => preparesOf([intake, intake])).toThrow('ticket.issue')
  const prepares: Prepares<Ports> = preparesOf(CAPABILITIES)
  expect(Object.keys(prepares).sort()).toEqual([
    'payment.attempt',
    'payment.open',
    'station.enrol',
    'ticket.issue',
  ])
  const names = CAPABILITIES.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
