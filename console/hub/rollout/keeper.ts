import { isAwaited } from '@service-hall/contract'
import type { DirectiveWork, HubCommand } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import type { ConsolePorts } from '../ports.ts'
import { OWN_VALID_MS, directiveIdFrom } from '../directive/given-by-itself.ts'
import { directivesOf } from '../directive/state.ts'
import { isHallClosed } from '../planned/open-hours.ts'
import { causeOf, membersOf } from './members.ts'
import type { Member } from './members.ts'
import { isIn } from './decide.ts'
import type { Rollout } from './state.ts'

type Ports = Pick<ConsolePorts, 'records' | 'live' | 'clock' | 'log'>

const WHY = '分批发布 / by a rollout'
const OVER: readonly Member['standing'][] = ['running', 'failed', 'excluded']

/**
 * Carries rollouts on: gives machines of the waves so far the release, counts how long a wave has run well, and holds what
 * fails too often. It follows from what is so, not from what has just happened; ids derive from their cause, so that two
 * nodes do each thing once. How long a wave has run well each node counts by its own steady clock, anew after a restart.
 */
export class RolloutKeeper {
  readonly #ports: Ports
  readonly #sent = new Set<string>()
  /** Steady time that a wave has run well, in planned hours, by the state of the rollout that it belongs to. */
  readonly #waited = new Map<string, { ms: number; at: number }>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  look(): void {
    for (const rollout of this.#ports.records.state.rollouts.values()) {
      if (rollout.state === 'running') this.#carryOn(rollout)
      if (rollout.state === 'cancelled') this.#takeBack(rollout)
      if (rollout.state === 'back') this.#turnBack(rollout)
    }
  }

  #carryOn(rollout: Rollout): void {
    const { rolloutId, version, wave, waves, mostFailures, forgiven, changed } = rollout
    const members = membersOf(this.#ports, rollout).filter((one) => one.wave >= 0 && one.wave <= wave)
    const failures = members.filter(({ standing }) => standing === 'failed').length
    if (failures - forgiven > mostFailures)
      return this.#send({ type: 'rollout.hold', id: this.#id('hold', rollout), rolloutId, wave, failures })
    for (const member of members)
      if (!member.given && (member.standing === 'waiting' || member.standing === 'unreachable'))
        this.#give(rollout, member, { kind: 'stageSoftware', version, activate: true })
    if (wave === waves.length - 1) {
      if (members.length > 0 && members.every(({ standing }) => OVER.includes(standing)))
        this.#send({ type: 'rollout.end', id: this.#id('end', rollout), rolloutId, wave })
      return
    }
    const isDue = members.length === 0 || this.#hasWaited(rollout, members)
    if (isDue)
      this.#send({ type: 'rollout.advance', id: this.#id('advance', rollout), rolloutId, wave: wave + 1 })
    else this.#forgetOld(`${rolloutId}:`, `${rolloutId}:${changed}`)
  }

  /** Whether the waves so far have run well for long enough: machines that nobody reaches do not hold up the others. */
  #hasWaited({ rolloutId, changed, waitMinutes }: Rollout, members: readonly Member[]): boolean {
    const { clock } = this.#ports
    const key = `${rolloutId}:${changed}`
    const now = clock.monotonic()
    const before = this.#waited.get(key) ?? { ms: 0, at: now }
    const isWell =
      members.some(({ standing }) => standing === 'running') &&
      members.every(({ standing }) => OVER.includes(standing) || standing === 'unreachable')
    const isPlanned = members.some(({ live }) => !isHallClosed(live.view.config, clock.now()))
    const ms = before.ms + (isWell && isPlanned ? now - before.at : 0)
    this.#waited.set(key, { ms, at: now })
    return ms >= waitMinutes * 60_000
  }

  #forgetOld(of: string, present: string): void {
    for (const key of this.#waited.keys()) if (key.startsWith(of) && key !== present) this.#waited.delete(key)
  }

  /** What nobody has begun is taken back. */
  #takeBack(rollout: Rollout): void {
    const { state } = this.#ports.records
    const cause = causeOf(rollout.rolloutId)
    for (const { hallId } of state.halls.values()) {
      if (!isIn(state, hallId, rollout.place)) continue
      for (const { directiveId, cause: by, state: is } of directivesOf(state, hallId)) {
        if (by !== cause || (is !== 'given' && is !== 'open')) continue
        const of = [rollout.rolloutId, 'withdraw', directiveId].join(' ')
        this.#send({
          ...{
            type: 'directive.give',
            id: derivedId('rollout', of),
            directiveId: directiveIdFrom(of),
            hallId,
          },
          ...{ target: { of: 'hall' }, work: { kind: 'withdraw', directiveId }, why: WHY },
          ...{ validMs: OWN_VALID_MS, cause: `${cause}.withdraw` },
        })
      }
    }
  }

  /** Whoever got the release is to run the earlier one; what has not begun is replaced by that. */
  #turnBack(rollout: Rollout): void {
    const { back, rolloutId } = rollout
    if (back === null) return
    const returned = new Map(
      membersOf(this.#ports, { ...rollout, version: back }).map((one) => [
        `${one.hallId}/${one.stationId}`,
        one,
      ]),
    )
    for (const member of membersOf(this.#ports, { ...rollout, rolloutId })) {
      const there = returned.get(`${member.hallId}/${member.stationId}`)
      const hasIt = member.given !== null && (isAwaited(member.given) || member.standing === 'running')
      if (hasIt && there && !there.given)
        this.#give(rollout, member, { kind: 'stageSoftware', version: back, activate: true })
    }
  }

  #give(
    { rolloutId }: Rollout,
    { hallId, stationId }: Member,
    work: Extract<DirectiveWork, { kind: 'stageSoftware' }>,
  ): void {
    const of = [rolloutId, hallId, stationId, work.version].join(' ')
    this.#send({
      ...{
        type: 'directive.give',
        id: derivedId('rollout', of),
        directiveId: directiveIdFrom(of),
        hallId,
        work,
      },
      ...{ target: { of: 'station', stationId }, why: WHY, validMs: OWN_VALID_MS },
      cause: causeOf(rolloutId),
    })
  }

  #id(what: string, { rolloutId, changed }: Rollout): ReturnType<typeof derivedId> {
    return derivedId('rollout', what, rolloutId, changed)
  }

  #send(command: HubCommand): void {
    const { records, log } = this.#ports
    if (this.#sent.has(command.id)) return
    this.#sent.add(command.id)
    records
      .execute({ accountId: null, from: 'hub' }, command)
      .then(({ answer }) => {
        if (answer.ok) return
        log.warn('rollout.refused', { command: command.type, code: answer.code })
      })
      .catch((error: unknown) => {
        this.#sent.delete(command.id)
        log.error('rollout.failed', error, { command: command.type })
      })
  }
}
