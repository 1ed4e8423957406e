import type { HubCommand, HubCommandType, HubFact } from '@service-hall/contract'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { access } from './access/index.ts'
import { alert } from './alert/index.ts'
import { appraisal } from './appraisal/index.ts'
import { changesOf, decidersOf, emptyParts } from './core/capability.ts'
import type { AnyHubCapability, EvolvedBy, PartsOf, Stop } from './core/capability.ts'
import type { Migration } from './core/store.ts'
import { directive } from './directive/index.ts'
import { fleet } from './fleet/index.ts'
import { file } from './file/index.ts'
import { history } from './history/index.ts'
import { ledger } from './ledger/index.ts'
import { media } from './media/index.ts'
import { notice } from './notice/index.ts'
import { map } from './map/index.ts'
import { organisation } from './organisation/index.ts'
import { paymentPoint } from './payment-point/index.ts'
import { people } from './people/index.ts'
import type { ConsolePorts } from './ports.ts'
import { profile } from './profile/index.ts'
import type { HubDecision, HubDeciders, Sender } from './records/decision.ts'
import type { ReadEntry } from './records/entry.ts'
import { recordSchema } from './records/fold-schema.ts'
import { record } from './records/index.ts'
import { Records } from './records/records.ts'
import type { RecordOptions, RecordPorts, Rules } from './records/records.ts'
import { release } from './release/index.ts'
import { report } from './report/index.ts'
import { rollout } from './rollout/index.ts'
import { roster } from './roster/index.ts'
import { takings } from './takings/index.ts'

/** What this hub can do: one line a capability. Everything below, state and types too, follows from it. */
const CAPABILITIES = [
  record,
  organisation,
  map,
  profile,
  access,
  alert,
  notice,
  history,
  directive,
  file,
  people,
  roster,
  appraisal,
  ledger,
  paymentPoint,
  fleet,
  media,
  release,
  rollout,
  report,
  takings,
] as const

type Listed = (typeof CAPABILITIES)[number]

/** What the hub's own records say, folded. */
export type HubState = PartsOf<Listed> & {
  /** Number of the last fact that is in it. */
  number: number
  /** Facts of each record. */
  versions: Map<string, number>
}

/** The hub's own records on one node. */
export type HubRecords = Records<HubState>

/** Does not compile while a command of the contract has no decider, or one looks at a part that nobody keeps. */
const deciders: HubDeciders<HubState, HubCommandType> = decidersOf(CAPABILITIES)
type ChangesNothing = Exclude<HubFact['type'], EvolvedBy<Listed>>
/** Does not compile while a fact of the contract changes nothing anywhere; the message names it. */
const changes: [ChangesNothing] extends [never] ? ReturnType<typeof changesOf> : ChangesNothing =
  changesOf(CAPABILITIES)
const list: readonly AnyHubCapability[] = CAPABILITIES

/** Decides a command. Pure. */
export function decide(state: HubState, command: HubCommand, sender: Sender): HubDecision {
  const decider = deciders[command.type] as (
    state: HubState,
    command: HubCommand,
    sender: Sender,
  ) => HubDecision
  return decider(state, command, sender)
}

export const emptyState = (): HubState => ({ number: 0, versions: new Map(), ...emptyParts(CAPABILITIES) })

/** What a fact does to the state, in place. `fact` null: of a kind that this release does not know. */
export function evolve(state: HubState, { fact, ...place }: ReadEntry): void {
  state.number = place.number
  state.versions.set(place.stream, place.version)
  if (fact) for (const change of changes.get(fact.type) ?? []) change(state, fact, place)
}

/** Commands of the hub's own whose time has come. Pure. */
function due(state: HubState, now: number): HubCommand[] {
  return list.flatMap((one) => one.due?.(state as never, now) ?? [])
}

async function alongside(
  trx: Knex,
  facts: readonly HubFact[],
  place: { at: number; by: string },
): Promise<void> {
  for (const one of list) await one.alongside?.(trx, facts, place)
}

let schema: string | null = null

/** Names the fold of the records; see `recordSchema`. */
export const recordsSchema = (): string => (schema ??= recordSchema(emptyState(), changes))

const rules: Rules<HubState> = {
  ...{ empty: emptyState, evolve, decide, due, alongside },
  schema: recordsSchema,
}

/** Opens the hub's records with all its capabilities. */
export function openRecords(ports: RecordPorts, options?: RecordOptions): Promise<HubRecords> {
  return Records.open(rules, ports, options)
}

/** Tables of all capabilities. */
export const capabilityMigrations: readonly Migration[] = list.flatMap(({ migrations = [] }) => migrations)

/** The routes of all capabilities for those who are signed in. */
export function mountRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  for (const one of list) one.routes?.(app, ports as never)
}

/** The routes that strangers may ask, too. */
export function mountPublicRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  for (const one of list) one.publicRoutes?.(app, ports as never)
}

/** Begins what runs on each node. Answers a function that ends it. */
export function startCapabilities(ports: ConsolePorts): Stop {
  ports.records.onFolded((entries) => {
    for (const one of list) one.heard?.(entries, ports as never)
  })
  const stops = list.flatMap((one) => one.start?.(ports as never) ?? [])
  return async () => {
    for (const stop of stops.reverse()) await stop()
  }
}
