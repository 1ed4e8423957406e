import type { Epoch, HallId, Mark } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Store } from '../../core/store.ts'
import type { EpochRow, InboxBatch } from '../batch.ts'
import { keyOf, latestMarks } from '../marks/store.ts'

/** Where a hall's facts of an epoch end. */
export type Position = { ordinal: number; number: number }

type Parent = { epoch: Epoch; after: number } | null

/** A hall that asks where its epoch stands. */
export type AskedPlace = { hallId: HallId; epoch: Epoch; parent: Parent }
/** `mark`: the latest that the hub has of this epoch. */
export type Place = Position & { mark: Mark | null }

/** PostgreSQL's code for a row that is there already. */
const UNIQUE_VIOLATION = '23505'
const ATTEMPTS = 3

/** Where a hall's epoch stands; it is begun when the hub does not know it. Two nodes may ask at once. */
export async function positionOf(
  store: Store,
  hallId: HallId,
  epoch: Epoch,
  parent: Parent,
): Promise<Position> {
  const [position] = await positionsOf(store, [{ hallId, epoch, parent }])
  if (!position) throw new Error('no position came of an epoch')
  return position
}

/** Where the epochs of halls stand, and their latest marks: some thousand halls that come back at once ask together. */
export async function placesOf(store: Store, asked: readonly AskedPlace[]): Promise<Place[]> {
  const positions = await positionsOf(store, asked)
  const epochs = positions.map(({ ordinal }, at) => ({ hallId: asked[at]?.hallId as HallId, ordinal }))
  const marks = await latestMarks(store, epochs)
  return positions.map((position, at) => ({
    ...position,
    mark: marks.get(keyOf(asked[at]?.hallId ?? '', position.ordinal)) ?? null,
  }))
}

async function positionsOf(store: Store, asked: readonly AskedPlace[]): Promise<Position[]> {
  const known = await knownPositions(store, asked)
  const fresh = asked.filter(({ hallId, epoch }) => !known.has(nameOf(hallId, epoch)))
  // Nodes that begin epochs of the same halls wait for each other and never in a circle.
  fresh.sort((a, b) => (a.hallId < b.hallId ? -1 : 1))
  for (let attempt = 1; fresh.length > 0; attempt += 1) {
    try {
      await store.write(async (trx) => {
        for (const { hallId, epoch, parent } of fresh)
          known.set(nameOf(hallId, epoch), await foundOrBegun(trx, hallId, epoch, parent))
      })
      break
    } catch (error) {
      // Another node began an epoch of such a hall between our reading and our row: it is read now.
      if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION || attempt === ATTEMPTS) throw error
    }
  }
  return asked.map(({ hallId, epoch }) => known.get(nameOf(hallId, epoch)) as Position)
}

const nameOf = (hallId: HallId, epoch: Epoch): string => JSON.stringify([hallId, epoch])

async function knownPositions(
  { db, postgres }: Store,
  asked: readonly AskedPlace[],
): Promise<Map<string, Position>> {
  const wanted = postgres
    ? '(SELECT row->>0, row->>1 FROM jsonb_array_elements(?::jsonb) AS row)'
    : '(SELECT value ->> 0, value ->> 1 FROM jsonb_each(?))'
  const rows: EpochRow[] = await db<EpochRow>('epochs').whereRaw(`(hall, epoch) IN ${wanted}`, [
    JSON.stringify(asked.map(({ hallId, epoch }) => [hallId, epoch])),
  ])
  return new Map(rows.map(({ hall, epoch, ordinal, number }) => [nameOf(hall, epoch), { ordinal, number }]))
}

async function foundOrBegun(trx: Knex, hallId: HallId, epoch: Epoch, parent: Parent): Promise<Position> {
  const epochs: EpochRow[] = await trx<EpochRow>('epochs').where({ hall: hallId }).orderBy('ordinal')
  const known = epochs.find((row) => row.epoch === epoch)
  if (known) return { ordinal: known.ordinal, number: known.number }
  const from = parent && epochs.find((row) => row.epoch === parent.epoch)
  const ordinal = (epochs.at(-1)?.ordinal ?? 0) + 1
  const after = from ? Math.min(parent.after, from.number) : 0
  const row = { hall: hallId, ordinal, epoch, parent: from?.ordinal ?? null, after, number: after }
  await trx<EpochRow>('epochs').insert(row)
  return { ordinal, number: after }
}

/**
 * Moves the positions of a group's halls, all by one statement, and answers for each batch whether it follows on what was
 * there. Batches of one hall count one after the other. Rows are locked in the order of their key, so that nodes that
 * have the same halls in their groups wait for each other and never in a circle.
 */
export async function movePositions(
  trx: Knex,
  postgres: boolean,
  batches: readonly InboxBatch[],
): Promise<boolean[]> {
  const positions = await lockedPositions(trx, postgres, batches)
  const before = new Map(positions)
  const moved = batches.map(({ hallId, ordinal, from, to, pruned }) => {
    const number = positions.get(keyOf(hallId, ordinal))
    if (number === undefined || (pruned ? number >= from : number !== from - 1)) return false
    positions.set(keyOf(hallId, ordinal), to)
    return true
  })
  const rows = [...positions].filter(([key, number]) => before.get(key) !== number)
  if (rows.length === 0) return moved
  const json = JSON.stringify(rows.map(([key, number]) => [...(JSON.parse(key) as [string, number]), number]))
  await trx.raw(
    postgres
      ? `UPDATE epochs SET number = (row->>2)::bigint FROM jsonb_array_elements(?::jsonb) AS row
           WHERE hall = row->>0 AND ordinal = (row->>1)::int`
      : `UPDATE epochs SET number = value ->> 2 FROM jsonb_each(?)
           WHERE hall = value ->> 0 AND ordinal = value ->> 1`,
    [json],
  )
  return moved
}

async function lockedPositions(
  trx: Knex,
  postgres: boolean,
  batches: readonly InboxBatch[],
): Promise<Map<string, number>> {
  const keys = [...new Set(batches.map(({ hallId, ordinal }) => keyOf(hallId, ordinal)))]
  const wanted = postgres
    ? '(SELECT row->>0, (row->>1)::int FROM jsonb_array_elements(?::jsonb) AS row)'
    : '(SELECT value ->> 0, value ->> 1 FROM jsonb_each(?))'
  const query = trx<EpochRow>('epochs')
    .whereRaw(`(hall, ordinal) IN ${wanted}`, [`[${keys.join(',')}]`])
    .orderBy(['hall', 'ordinal'])
    .select('hall', 'ordinal', 'number')
  const rows: Pick<EpochRow, 'hall' | 'ordinal' | 'number'>[] = await (postgres ? query.forUpdate() : query)
  return new Map(rows.map(({ hall, ordinal, number }) => [keyOf(hall, ordinal), number]))
}
