import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '@service-hall/harness/random'
import { ClockedHall } from './clocks/hall.ts'
import { ClockedKiosk } from './clocks/kiosk.ts'
import { SimClock } from './clocks/sim-clock.ts'
import type { Truth } from './clocks/sim-clock.ts'
import { Watch } from './clocks/watch.ts'
import type { ClocksResult } from './clocks/watch.ts'

export type ClocksOptions = { days?: number; seed: number; say: (line: string) => void }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** 08:00 of a Monday in Shanghai. */
const BEGIN = Date.parse('2026-03-02T08:00:00+08:00')

/**
 * A hall with two kiosks over a fortnight, hour by hour as it would be, while the clocks of all three jump by seconds to
 * years, both ways, at starts and while they run. Somebody puts a wrong clock right within hours, and confirms a right one.
 */
export async function soakClocks({ days = 14, seed, say }: ClocksOptions): Promise<ClocksResult> {
  const random = seededRandom(seed)
  const truth: Truth = { now: BEGIN }
  const folder = await mkdtemp(join(tmpdir(), 'clocks-'))
  const watch = new Watch(truth)
  const jump = (clock: SimClock): void => {
    watch.result.jumps += 1
    clock.offBy(
      random.chance(0.5) ? 0 : (random.chance(0.5) ? 1 : -1) * Math.round(10 ** (3 + random.next() * 8)),
    )
  }
  const clock = new SimClock(truth)
  const hall = await ClockedHall.open(folder, clock, watch)
  const kiosks = [1, 2].map((n) => new ClockedKiosk(`K${n}`, new SimClock(truth), hall, watch))
  try {
    for (let day = 0; day < days; day += 1) {
      const closes = BEGIN + day * DAY + 9 * HOUR
      while (truth.now < closes) {
        truth.now += (1 + random.below(8)) * MINUTE
        if (random.chance(0.04)) jump(clock)
        if (random.chance(0.02))
          await hall.restart(() => random.chance(0.5) && jump(clock), random.below(90_000))
        else if (clock.off !== 0 && random.chance(0.1)) clock.offBy(0)
        for (const kiosk of kiosks) {
          if (random.chance(0.04)) jump(kiosk.clock)
          if (random.chance(0.6))
            await kiosk.touch(random, () => jump(random.chance(0.5) ? clock : kiosk.clock))
        }
        await hall.serve(random)
        await hall.attend()
        watch.look(hall)
      }
      // At night the machine is on, or off; somebody sees to its clock in the morning.
      const opens = BEGIN + (day + 1) * DAY
      if (random.chance(0.5)) {
        while (truth.now < opens - HOUR) {
          truth.now += HOUR
          if (random.chance(0.1)) clock.offBy(0)
          await hall.attend()
        }
      } else {
        await hall.restart(() => random.chance(0.5) && jump(clock), opens - truth.now - HOUR)
      }
      truth.now = opens
      await hall.attend()
      await watch.lookBack(hall)
      say(`day ${day + 1}: ${JSON.stringify(watch.result)}`)
    }
    return watch.result
  } finally {
    await hall.close()
    await rm(folder, { recursive: true, force: true })
  }
}
