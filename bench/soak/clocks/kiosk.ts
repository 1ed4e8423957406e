import { project } from '@service-hall/contract'
import type { Command } from '@service-hall/contract'
import { freshId } from '@service-hall/contract/testing'
import type { Random } from '@service-hall/harness/random'
import { HallMirror } from '@service-hall/kiosk/mirror'
import { touch } from '@service-hall/kiosk/touch'
import type { ClockedHall } from './hall.ts'
import type { SimClock } from './sim-clock.ts'
import type { Watch } from './watch.ts'

const GRACE_MS = 1_000

/** What a kiosk's agent does with a touch, on a clock that is turned: its mirror of the hall and its rules are the agent's. */
export class ClockedKiosk {
  readonly clock: SimClock
  readonly #station: string
  readonly #mirror: HallMirror
  readonly #hall: ClockedHall
  readonly #watch: Watch

  constructor(station: string, clock: SimClock, hall: ClockedHall, watch: Watch) {
    this.#station = station
    this.clock = clock
    this.#hall = hall
    this.#watch = watch
    this.#mirror = new HallMirror(clock, station, null)
  }

  /** A customer touches a service; the command may leave late, clocks may jump before, and the hall may start anew. */
  async touch(random: Random, jump: () => void): Promise<void> {
    const { view } = this.#hall
    const you = { kind: 'station', stationId: this.#station, stationKind: 'kiosk' } as const
    this.#mirror.take({
      ok: true,
      view: structuredClone(project('station', view)),
      now: this.#hall.hall.now(),
      you: you as never,
    })
    const order = this.#order(random)
    const { config } = this.#mirror
    if (!order || !config) return
    const validMs = config.policies.issueValidSeconds * 1_000
    const late = random.chance(0.3) ? random.below(2 * validMs) : 0
    if (random.chance(0.1)) jump()
    if (random.chance(0.05)) await this.#hall.restart(() => random.chance(0.5) && jump(), late)
    else this.#watch.passed(late)
    await this.#hall.hall.tick()
    // As the agent's timer has it: a duration by the steady clock.
    const lapsed = late >= validMs + GRACE_MS
    const answer = await this.#hall.send(
      this.#station,
      lapsed ? ({ ...order, lapsed: true } as Command) : order,
    )
    if (answer.ok && lapsed) this.#watch.result.ghostTickets += 1
    if (!answer.ok && answer.code === 'command.expired' && late < validMs) {
      this.#watch.result.falseExpired += 1
      process.stderr.write(
        'FALSE ' + JSON.stringify(order) + ' late ' + late + ' hall ' + this.#hall.hall.now() + '\n',
      )
    }
    if (answer.ok && random.chance(0.3)) await this.#hall.visit(`visitor-${random.below(400)}`)
  }

  #order(random: Random): Command | undefined {
    const { config, asOf } = this.#mirror
    if (!config) return undefined
    const intent = {
      type: 'issue',
      touchId: freshId(),
      serviceId: random.pick(['pay', 'connect']),
      classId: 'normal',
      language: 'zh',
      senior: false,
    } as const
    const state = { session: { step: 'idle' as const }, touches: [] }
    const context = { commandId: freshId(), hallNow: this.#mirror.hallNow(), asOf, config }
    const [fact] = touch(state, intent as never, context)
    return fact?.type === 'CommandQueued' ? fact.command : undefined
  }
}
