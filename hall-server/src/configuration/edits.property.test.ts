import { hasEnded, crossCheck, publicConfig, HallFile } from '@service-hall/contract'
import { seededRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MINUTE, SYSTEM, aHallFile, aPureHall, command } from '../../test/builders.ts'
import type { PureHall } from '../../test/builders.ts'
import { ROW_EDITS, someWork, unreachable } from '../../test/edited-file/index.ts'

function work(hall: PureHall, random: Random): void {
  for (let step = 0; step < 25; step += 1) {
    hall.now += random.below(random.chance(0.1) ? 4 * MINUTE : 20_000)
    const { state, config, now } = hall
    const order = someWork({ view: state.view, config, now, random, id: hall.newId() })
    if (order) hall.do(...order)
    for (const due of hall.due()) hall.must(SYSTEM, due)
  }
}

/** The file after some edits, or null where it is not sound. */
function edited(file: HallFile, random: Random): HallFile | null {
  const draft = structuredClone(file)
  const edits = Object.values(ROW_EDITS)
  try {
    for (let n = random.below(3); n >= 0; n -= 1) edits[random.below(edits.length)]?.(draft, random)
  } catch {
    return null // an edit of a section that is gone
  }
  const parsed = HallFile.safeParse(draft)
  return parsed.success && crossCheck(parsed.data).length === 0 ? parsed.data : null
}

test('after any edit that is taken everybody in the hall can be reached, and nobody has been lost', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = seededRandom(seed)
      let file = aHallFile({ counters: 4 })
      const hall = aPureHall({ counters: 4 })
      for (let round = 0; round < 8; round += 1) {
        work(hall, random)
        const next = edited(random.chance(0.15) ? aHallFile({ counters: 4 }) : file, random)
        if (!next) continue
        file = next
        accepted += 1
        const open = Object.values(hall.state.view.tickets).filter((ticket) => !hasEnded(ticket))
        hall.must(SYSTEM, command('hall.configure', { config: publicConfig(file) }))
        for (const { id, order, arrivedAt } of open) {
          expect(hall.ticket(id)).toMatchObject({ order, arrivedAt })
          expect(hasEnded(hall.ticket(id))).toBe(false)
        }
        expect(unreachable(hall.state, hall.now)).toEqual([])
      }
    }),
    { numRuns: 60 },
  )
  expect(accepted).toBeGreaterThan(100)
})
