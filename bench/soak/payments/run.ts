import { forkRandom, seededRandom } from '@service-hall/harness/random'
import { MORNING } from '@service-hall/contract/testing'
import { compareDay } from './bills.ts'
import { Customer } from './customer.ts'
import { Staff } from './staff.ts'
import { Timeline } from './timeline.ts'
import { untruths } from './truth.ts'
import { World } from './world.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Customers of one hall. */
export const CUSTOMERS = 50

export type HallResult = {
  orders: number
  faults: number
  crashes: number
  violations: string[]
  /** Facts by their type: what the run came to. */
  kinds: Record<string, number>
}

/** The days of one hall, all of it made of one seed: customers come for some hours while things break, then all is quiet. */
export async function runHall(
  seed: number,
  trace: (line: string) => void = () => undefined,
): Promise<HallResult> {
  const random = seededRandom(seed)
  // From morning to shortly before midnight: some halls' days change over while they work.
  const timeline = new Timeline(MORNING + random.below(15 * HOUR))
  const began = timeline.now
  const world = new World({
    ...{ timeline, random: forkRandom(random), crashShare: random.pick([0, 0.002, 0.005, 0.02]) },
    weather: { faults: random.pick([0.01, 0.05, 0.15, 0.3]), storms: true },
    trace: (line) => trace(`${new Date(timeline.now).toISOString()} ${line}`),
  })
  const stormy = 3 * HOUR
  for (let customer = 0; customer < CUSTOMERS; customer += 1)
    timeline.after(random.below(stormy), () => void aCustomer(world, forkRandom(random), customer).visit())
  for (const line of Object.values(world.lines))
    if (random.chance(0.5))
      timeline.after(random.below(stormy), () =>
        line.storm(random.chance(0.3) ? random.below(2 * HOUR) : random.below(10 * 60_000)),
      )
  const staff = new Staff(world, forkRandom(random))
  void staff.work(began + 4 * DAY)
  timeline.after(stormy + HOUR, () => {
    world.calm()
    staff.isThorough = true
  })
  const midnight = Math.floor((began + 8 * HOUR) / DAY) * DAY - 8 * HOUR
  for (const day of [1, 2])
    timeline.after(
      midnight + day * DAY + 10 * HOUR - began,
      () => void compareDay(world, forkRandom(random), midnight + day * DAY),
    )
  await timeline.run(began + 2.7 * DAY)
  const faults = Object.values(world.lines).reduce((sum, line) => sum + line.faults, world.forged)
  const kinds: Record<string, number> = {}
  for (const { fact } of world.facts()) kinds[fact.type] = (kinds[fact.type] ?? 0) + 1
  return {
    ...{ orders: kinds['PaymentOrderOpened'] ?? 0, faults, crashes: world.crashes, kinds },
    violations: [...world.checks.violations, ...untruths(world)],
  }
}

function aCustomer(world: World, random: ReturnType<typeof seededRandom>, index: number): Customer {
  // Now and then two come for one account.
  const accountNo = String(3_100_000_000 + (random.chance(0.05) ? 0 : index))
  if (!world.utility.households.has(accountNo)) {
    const mode = random.chance(0.15) ? 'meterCard' : 'postpaid'
    const dues = Array.from({ length: random.below(4) }, () => 100 + random.below(60_000))
    world.utility.household(accountNo, mode, dues, random)
  }
  return new Customer(world, random, { accountNo, kiosk: random.pick(['K1', 'K2', 'K3']) })
}
