import { isDeepStrictEqual } from 'node:util'
import type { DirectiveId, FactEntry, HubCommand } from '@service-hall/contract'
import { asStaff } from '@service-hall/contract/testing'
import { seededRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { HALL, World } from './directives/world.ts'

export type DirectivesOptions = {
  /** Things that happen: directives, changed settings, customers, cuts, crashes. */
  steps: number
  seed: number
  say: (line: string) => void
}

export type DirectivesResult = {
  /** Directives that the console was told were given. */
  directives: number
  crashes: number
  /** Messages that were carried, lines that broke, messages that came twice. */
  carried: number
  cuts: number
  doubled: number
  /** Alerts that were raised. */
  alerts: number
  /** Carried out more than once although that may not be. */
  repeated: number
  /** Without one end that hub and hall and machine know alike. */
  disagreed: number
  /** Facts of the hall that the hub has not, has as others, or has besides. */
  factsOff: number
  /** Alerts that stand although their cause has ended. */
  alertsLeft: number
  /** Machines that do not go by what is asked of them. */
  drifted: number
  /** What the programs called an error of theirs. */
  errors: number
}

const MINUTE = 60_000
/** So many steps at a time, then all is let come to rest and compared: a hub has the latest 200 directives of a hall at hand. */
const ROUND = 200
const ENDS: Readonly<Record<string, true>> = {
  ...{ done: true, failed: true, refused: true, expired: true, superseded: true, withdrawn: true },
}
/** What may not be done twice. */
const ONCE = /^(restartApp|reboot|powerOff) /
/** Time in which everything comes to its end once nothing breaks any more. */
const LONGEST_QUIET_MS = 3 * 60 * MINUTE

/**
 * Directives, settings and alerts between a hub, a hall and a kiosk that are struck right behind anything that they put on
 * their disks, over lines that break at any message, double and disorder. Then nothing breaks any more, and what the three
 * know is held against each other; and it goes on.
 */
export function soakDirectives({ steps, seed, say }: DirectivesOptions): Promise<DirectivesResult> {
  return withWorkFolder('soak-directives', async (folder) => {
    const random = seededRandom(seed)
    const world = new World(folder, random)
    await world.begin()
    const console = new Console(world, random)
    const disagreed = new Set<string>()
    let directives = 0
    for (let step = 1; step <= steps; step += 1) {
      await somethingHappens(world, console, random)
      await world.pass(1 + random.below(random.chance(0.1) ? 4 * MINUTE : 8_000))
      if (step % ROUND !== 0 && step !== steps) continue
      await quiet(world, console)
      for (const line of await disagreements(world, console.given)) disagreed.add(line)
      directives += console.given.splice(0).length
      say(`${step} of ${steps} steps, ${directives} directives, ${world.counts.crashes} crashes`)
      if (step !== steps) world.breakAgain()
    }
    const result = await compare(world, { disagreed, say })
    for (const program of [world.agent, world.hall, world.hub]) await program.close()
    return { directives, ...result }
  })
}

type Order = HubCommand & { directiveId?: DirectiveId }

/** Somebody at a console who sends what was not answered again under its id. */
class Console {
  readonly #world: World
  readonly #random: Random
  readonly #open = new Map<string, Order>()
  /** Directives that were given. */
  readonly given: DirectiveId[] = []

  constructor(world: World, random: Random) {
    this.#world = world
    this.#random = random
  }

  get isIdle(): boolean {
    return this.#open.size === 0
  }

  async send(order: Order): Promise<void> {
    this.#open.set(order.id, order)
    await this.again(order)
  }

  async again(only?: Order): Promise<void> {
    for (const order of only ? [only] : [...this.#open.values()]) {
      const answer = await this.#world.command(order)
      if (!answer || answer.code === 'record.contended') continue
      this.#open.delete(order.id)
      if (answer.ok && order.directiveId) this.given.push(order.directiveId)
    }
  }

  give(): Promise<void> {
    const { newId } = this.#world
    const [target, work] = this.#wish()
    const directiveId = newId() as string as DirectiveId
    const validMs = MINUTE + this.#random.below(5 * MINUTE)
    const more = { target, work, why: 'soak', validMs }
    return this.send({ type: 'directive.give', id: newId(), directiveId, hallId: HALL, ...more } as Order)
  }

  #wish(): [object, object] {
    const random = this.#random
    const text = { zh: '请稍候', en: 'Please wait' }
    const [hall, kiosk] = [{ of: 'hall' }, { of: 'station', stationId: 'K1' }]
    const taken = this.given[random.below(this.given.length + 1)]
    return random.pick<[object, object]>([
      [hall, { kind: 'message', text, on: ['displays', 'kiosks'], forMs: MINUTE + random.below(3 * MINUTE) }],
      [hall, { kind: 'openCounter', counterId: 'C1' }],
      [hall, taken ? { kind: 'withdraw', directiveId: taken } : { kind: 'openCounter' }],
      [kiosk, { kind: 'restartApp' }],
      [kiosk, { kind: 'reboot' }],
      [kiosk, { kind: 'powerOff', forMs: 5 * MINUTE }],
      [kiosk, { kind: 'stageSoftware', version: '0.1.0' }],
      [kiosk, { kind: 'screenshot' }],
      [{ of: 'device', deviceId: 'K1-printer' }, { kind: 'resetDevice' }],
    ])
  }

  /** Other settings for the machines of a place. */
  settle(): Promise<void> {
    const place = this.#random.pick<object>([
      { of: 'region', regionId: 'east', tier: null },
      { of: 'hall', hallId: HALL },
      { of: 'machine', hallId: HALL, stationId: 'K1' },
    ])
    const set = { working: 'on', rest: 'on', holiday: 'on', skewMinutes: this.#random.below(60) }
    return this.send({ type: 'fleet.set', id: this.#world.newId(), place, set, inherit: [] } as never)
  }
}

async function somethingHappens(world: World, console: Console, random: Random): Promise<void> {
  const what = random.next()
  if (what < 0.4) return console.give()
  if (what < 0.5) return console.settle()
  if (what < 0.72)
    return random.pick<() => void>([
      () => world.hub.strike(),
      () => world.hall.strike(),
      () => world.agent.strike(),
    ])()
  if (what < 0.78) return random.pick([world.uplink, world.station]).cut()
  if (what < 0.86) return world.agent.running?.customer(random.chance(0.4))
  if (what < 0.94) return answerOne(world, random)
  return console.again()
}

/** Staff answer something that the region asks of them. */
async function answerOne(world: World, random: Random): Promise<void> {
  const hall = world.hall.running?.hall
  const asked = Object.values(hall?.state.view.notices ?? {}).find(
    ({ id }) => hall?.state.view.directives[id]?.state === 'open',
  )
  if (!hall || !asked) return
  const accept = random.chance(0.5)
  const answer = { type: 'directive.answer', id: world.newId(), directiveId: asked.id, accept }
  await world
    .really(world.hall.ask((one) => one.hall.execute(asStaff('S1001', 'lobbyManager'), answer as never)))
    // Struck meanwhile: staff would press once more, or not.
    .catch(() => undefined)
}

/** Nothing breaks any more: time goes on until all is at its end, and some more. */
async function quiet(world: World, console: Console): Promise<void> {
  world.mend()
  const until = world.clock.now() + LONGEST_QUIET_MS
  for (let still = 0; still < 12 && world.clock.now() < until;) {
    await world.pass(10_000)
    await console.again()
    world.agent.running?.customer(false)
    await world.noteStation()
    still = isAtRest(world, console) ? still + 1 : 0
  }
}

function isAtRest(world: World, console: Console): boolean {
  const { hub, hall, agent } = world
  if (!hub.running || !hall.running || !agent.running || !console.isIdle) return false
  if (agent.running.unfinished.length > 0 || agent.running.unanswered > 0) return false
  if (hub.running.drift().length > 0 || hub.running.openAlerts().length > 0) return false
  return hub.running.directives(HALL).every(({ state }) => ENDS[state])
}

/** What runs at rest. */
function atRest({ hub: { running: hub }, hall: { running: hall }, agent: { running: agent } }: World) {
  if (!hub || !hall || !agent) throw new Error('something is still down')
  return { hub, hall, agent }
}

async function compare(
  world: World,
  { disagreed, say }: { disagreed: ReadonlySet<string>; say: (line: string) => void },
): Promise<Omit<DirectivesResult, 'directives'>> {
  const { counts } = world
  const { hub, hall } = atRest(world)
  const repeated = [...counts.begun].filter(([key, times]) => ONCE.test(key) && times > 1)
  const plain = (entries: readonly { number: number; at: number; fact: object }[]): object[] =>
    entries.map(({ number, at, fact }) => ({ number, at, fact: JSON.parse(JSON.stringify(fact)) as object }))
  const factsOff = differences(plain(await hub.facts(HALL)), plain(await hall.facts()))
  const drift = hub.drift()
  for (const line of [
    ...repeated.map(([key, times]) => `${key}: ${times} times`),
    ...disagreed,
    ...drift.map(({ stationId, state, code }) => `${stationId} is ${state}, ${code ?? 'without a code'}`),
    ...hub.openAlerts(),
    ...counts.errors.slice(0, 20),
  ])
    say(line)
  return {
    ...{ crashes: counts.crashes, carried: counts.carried, cuts: counts.cut, doubled: counts.doubled },
    ...{ alerts: hub.alerts, repeated: repeated.length, disagreed: disagreed.size, factsOff },
    ...{ alertsLeft: hub.openAlerts().length, drifted: drift.length, errors: counts.errors.length },
  }
}

const END_OF: Readonly<Record<string, string>> = {
  ...{ DirectiveDone: 'done', DirectiveFailed: 'failed', DirectiveRefused: 'refused' },
  DirectiveExpired: 'expired',
}

/** Directives whose end is not one, or another at the hub than by the facts of the hall; those that are nowhere. */
async function disagreements(world: World, given: readonly DirectiveId[]): Promise<string[]> {
  const { hub, hall, agent } = atRest(world)
  await hub.settled()
  const ends = endsIn(await hall.facts())
  const unfinished = new Set<string>(agent.unfinished)
  const known = hub.directives(HALL)
  const ids = new Set<string>(known.map(({ directiveId }) => directiveId))
  const wrong = known.flatMap(({ directiveId, state, work }) => {
    const told = ends.get(directiveId) ?? []
    // What another took the place of before it was sent the hall need never have heard of.
    const isFine = told.length === 1 ? told[0] === state : told.length === 0 && state === 'superseded'
    if (isFine && !unfinished.has(directiveId)) return []
    return [`${work.kind} ${directiveId} is ${state} at the hub, ${told.join(', ') || 'open'} in the hall`]
  })
  return [...wrong, ...given.filter((id) => !ids.has(id)).map((id) => `${id} was given and is nowhere`)]
}

function endsIn(facts: readonly FactEntry[]): Map<string, string[]> {
  const ends = new Map<string, string[]>()
  for (const { fact } of facts) {
    if (!('directiveId' in fact)) continue
    const end = fact.type === 'DirectiveDropped' ? fact.cause : END_OF[fact.type]
    if (end) ends.set(fact.directiveId, [...(ends.get(fact.directiveId) ?? []), end])
  }
  return ends
}

function differences(one: readonly object[], other: readonly object[]): number {
  const length = Math.max(one.length, other.length)
  return Array.from({ length }, (_, at) => isDeepStrictEqual(one[at], other[at])).filter((same) => !same)
    .length
}
