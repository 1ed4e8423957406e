import type { DecidableCommand } from '@service-hall/contract'
import type { FastifyInstance } from 'fastify'
import { clock } from './clock/index.ts'
import { certainlyPast } from './clock/state.ts'
import { configuration } from './configuration/index.ts'
import { decidersOf, preparesOf, slicesOf } from './core/capability.ts'
import type { Deciders, Prepares, StateOf } from './core/capability.ts'
import type { Context, Decision } from './core/decision.ts'
import { effectSource } from './core/effects.ts'
import type { EffectSource } from './core/effects.ts'
import { executing } from './core/execute.ts'
import type { Execute } from './core/execute.ts'
import { foldOf } from './core/fold.ts'
import { Hall } from './core/hall.ts'
import type { HallOptions, Rules } from './core/hall.ts'
import { device } from './device/index.ts'
import { directive } from './directive/index.ts'
import { intake } from './intake/index.ts'
import type { Ports } from './ports.ts'
import { media } from './media/index.ts'
import { monitoring } from './monitoring/index.ts'
import { payment } from './payment/index.ts'
import { queue } from './queue/index.ts'
import { dayOpening } from './queue/left.ts'
import { region } from './region/index.ts'
import { rating } from './rating/index.ts'
import { staff } from './staff/index.ts'
import { station } from './station/index.ts'
import { takings } from './takings/index.ts'
import { vault } from './vault/index.ts'
import { voice } from './voice/index.ts'

/** What this hall server can do: one line a capability. Everything below, state and types too, follows from it. */
export const CAPABILITIES = [
  configuration,
  clock,
  directive,
  media,
  monitoring,
  intake,
  queue,
  rating,
  payment,
  takings,
  region,
  device,
  station,
  staff,
  vault,
  voice,
] as const

/** Everything the hall server decides by: the view that screens share, and what each capability keeps. */
export type HallState = StateOf<(typeof CAPABILITIES)[number]>

/** Does not compile while a command of the contract has no decider, or one looks at a slice that nobody keeps. */
const deciders: Deciders<HallState> = decidersOf(CAPABILITIES)

/** Decides any command. Pure. */
export function decide(state: HallState, command: DecidableCommand, context: Context): Decision {
  const decider = deciders[command.type] as (
    state: HallState,
    command: DecidableCommand,
    context: Context,
  ) => Decision
  return decider(state, command, context)
}

/** Commands whose time has come. Pure. */
export function dueCommands(state: HallState, now: number): DecidableCommand[] {
  return CAPABILITIES.flatMap((one) => ('due' in one ? one.due(state, now) : []))
}

/** How a journal makes the state: from facts, from a snapshot, or from a snapshot of earlier shapes. */
export const stateFold = foldOf<HallState>(slicesOf(CAPABILITIES))

export const rules: Rules<HallState> = {
  fold: stateFold,
  decide,
  due: dueCommands,
  opening: dayOpening,
  past: (state) => certainlyPast(state.clock),
}

/** Opens the hall with all its capabilities. */
export function openHall(options: HallOptions): Promise<Hall<HallState>> {
  return Hall.open(rules, options)
}

/** The routes of all capabilities. */
export function mountRoutes(app: FastifyInstance, ports: Ports): void {
  for (const one of CAPABILITIES) if ('routes' in one) one.routes(app, ports)
}

const prepares: Prepares<Ports> = preparesOf(CAPABILITIES)

/** How commands of peers are executed: prepared where a capability does so, then decided. */
export function executeWith(ports: Ports): Execute {
  return executing(ports.hall, prepares, ports)
}

/** The effects of all capabilities. */
export function effectsOf(ports: Ports): EffectSource[] {
  return CAPABILITIES.flatMap((one) =>
    'effects' in one ? [effectSource<HallState, Ports>(one, ports.hall, ports)] : [],
  )
}
