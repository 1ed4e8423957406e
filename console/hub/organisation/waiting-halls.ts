import { keyFingerprint, networkOf } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import type { HallId, WaitingHall } from '@service-hall/contract'
import { mayActOn } from '../access/may.ts'
import type { Account } from '../access/state.ts'
import type { Store } from '../core/store.ts'
import type { HallDirectory, Standing } from '../halls/directory.ts'
import type { OrganisationState } from './state.ts'

type Row = {
  hall: HallId
  hall_key: string
  origin: string
  network: string
  first_at: number
  last_at: number
}

/** Halls that may wait, in all, from one network, and under one id. */
const MOST = { all: 500, network: 100, hall: 3 } as const
/** Who has not asked for so long gives up its place when somebody needs it, ms. A hall asks every half minute. */
const GONE_MS = 3_600_000
/** That a hall still asks is noted no more often, ms. */
const NOTED_EVERY_MS = 10_000

/**
 * Which halls may report: those whose key an administrator has compared and let in. Whatever else asks waits, in a list
 * that all nodes share and that strangers cannot make longer than a bound.
 */
export class WaitingHalls implements HallDirectory {
  readonly #store: Store
  readonly #state: OrganisationState
  readonly #clock: Pick<Clock, 'now'>

  constructor(store: Store, state: OrganisationState, clock: Pick<Clock, 'now'>) {
    this.#store = store
    this.#state = state
    this.#clock = clock
  }

  async standing(hallId: HallId, hallKey: string, from: string): Promise<Standing> {
    const hall = this.#state.halls.get(hallId)
    if (hall?.key === hallKey) return 'admitted'
    if (hall?.key === null && hall.revoked === hallKey) return 'revoked'
    return this.#wait(hallId, hallKey, from)
  }

  /**
   * Who waits, as somebody may see it: one that nobody knows yet is seen by every administrator, one under the id of a hall
   * by those who administer that hall.
   */
  async seenBy(account: Account): Promise<WaitingHall[]> {
    const state = this.#state
    const isAnywhere = account.grants.some(({ regionId }) =>
      mayActOn(state, account, 'administer', { regionId }),
    )
    if (!isAnywhere) return []
    const rows: Row[] = await this.#store.db<Row>('waiting_halls').orderBy('first_at')
    return rows.flatMap(
      ({ hall: hallId, hall_key: key, origin: from, first_at: firstAt, last_at: lastAt }) => {
        const known = state.halls.get(hallId)
        if (known && !mayActOn(state, account, 'administer', { hallId })) return []
        const why = known ? (known.key === null ? 'revoked' : 'otherKey') : null
        return [{ hallId, key, fingerprint: keyFingerprint(key), from, firstAt, lastAt, known: why }]
      },
    )
  }

  /** A hall was let in with this key and waits no more. */
  async forget(hallId: HallId, key: string): Promise<void> {
    await this.#store.db('waiting_halls').where({ hall: hallId, hall_key: key }).delete()
  }

  #wait(hall: HallId, hallKey: string, origin: string): Promise<Standing> {
    const at = this.#clock.now()
    const network = networkOf(origin)
    return this.#store.write(async (trx) => {
      const rows = () => trx<Row>('waiting_halls')
      const known: Row | undefined = await rows().where({ hall, hall_key: hallKey }).first()
      if (known) {
        if (Math.abs(at - known.last_at) >= NOTED_EVERY_MS)
          await rows().where({ hall, hall_key: hallKey }).update({ origin, network, last_at: at })
        return 'waiting'
      }
      await rows()
        .where('last_at', '<', at - GONE_MS)
        .delete()
      const counted = async (where: Partial<Row>): Promise<number> =>
        Number((await rows().where(where).count({ count: '*' }))[0]?.['count'] ?? 0)
      const isFull =
        (await counted({})) >= MOST.all ||
        (await counted({ network })) >= MOST.network ||
        (await counted({ hall })) >= MOST.hall
      if (isFull) return 'crowded'
      const row = { hall, hall_key: hallKey, origin, network, first_at: at, last_at: at }
      await rows().insert(row).onConflict(['hall', 'hall_key']).ignore()
      return 'waiting'
    })
  }
}
