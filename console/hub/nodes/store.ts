import type { HallId } from '@service-hall/contract'
import type { Migration, Store } from '../core/store.ts'

/** The line of a hall as nodes tell each other: which node has it, or had it last. */
export type LineRow = {
  hall: HallId
  node: string
  /** Goes up with each connection, whichever node has it: the higher one is the newer. */
  claim: number
  connected: boolean
  /** Since when that is so, epoch ms of the node. */
  since: number
}
type StoredLine = Omit<LineRow, 'connected'> & { connected: number }

export const nodeMigrations: readonly Migration[] = [
  {
    name: 'nodes-1',
    async up({ db }) {
      await db.raw('CREATE TABLE nodes (node text PRIMARY KEY, beat bigint NOT NULL)')
      await db.raw(`CREATE TABLE lines (
        hall text PRIMARY KEY, node text NOT NULL, claim bigint NOT NULL, connected integer NOT NULL,
        since bigint NOT NULL)`)
    },
  },
]

/** Says that a node lives. Answers false when it was not listed: it is new, or the others took it for dead. */
export async function beat({ db }: Store, node: string): Promise<boolean> {
  const known = await db('nodes').where({ node }).increment('beat', 1)
  if (known > 0) return true
  await db('nodes').insert({ node, beat: 0 })
  return false
}

export async function nodesListed({ db }: Store): Promise<{ node: string; beat: number }[]> {
  return db('nodes').select('node', 'beat')
}

/** Takes a node off the list, with its lines, which end now. Two nodes may do so at once. */
export async function strikeNode(store: Store, node: string, now: number): Promise<void> {
  await store.write(async (trx) => {
    await trx('lines').where({ node, connected: 1 }).update({ connected: 0, since: now })
    await trx('nodes').where({ node }).delete()
  })
}

export async function linesNow({ db }: Store): Promise<LineRow[]> {
  const rows: StoredLine[] = await db<StoredLine>('lines').select(
    'hall',
    'node',
    'claim',
    'connected',
    'since',
  )
  return rows.map((row) => ({ ...row, connected: row.connected === 1 }))
}

/** Gives these halls' lines to a node, whoever had them. Answers the claim of each. PostgreSQL. */
export async function claimLines(
  { db }: Store,
  node: string,
  halls: readonly HallId[],
  now: number,
): Promise<Map<HallId, number>> {
  // In the order of the key, so that nodes that claim the same halls wait for each other and never in a circle.
  const { rows } = await db.raw<{ rows: { hall: HallId; claim: number }[] }>(
    `INSERT INTO lines (hall, node, claim, connected, since)
       SELECT hall, ?, 1, 1, ? FROM jsonb_array_elements_text(?::jsonb) AS hall ORDER BY hall
       ON CONFLICT (hall) DO UPDATE
         SET node = excluded.node, claim = lines.claim + 1, connected = 1, since = excluded.since
       RETURNING hall, claim`,
    [node, now, JSON.stringify([...new Set(halls)])],
  )
  return new Map(rows.map(({ hall, claim }) => [hall, claim]))
}

/** Notes that lines of a node ended, as far as nobody has claimed them since. PostgreSQL. */
export async function releaseLines(
  { db }: Store,
  node: string,
  lines: readonly { hallId: HallId; claim: number }[],
  now: number,
): Promise<void> {
  await db.raw(
    `UPDATE lines SET connected = 0, since = ? FROM jsonb_array_elements(?::jsonb) AS row
       WHERE lines.hall = row->>0 AND lines.claim = (row->>1)::bigint AND lines.node = ?`,
    [now, JSON.stringify(lines.map(({ hallId, claim }) => [hallId, claim])), node],
  )
}

/** Takes lines back that others ended because they took this node for dead. Answers those that are its own again. */
export async function reclaimLines(
  { db }: Store,
  node: string,
  lines: readonly { hallId: HallId; claim: number }[],
  now: number,
): Promise<Map<HallId, number>> {
  const { rows } = await db.raw<{ rows: { hall: HallId; claim: number }[] }>(
    `UPDATE lines SET connected = 1, claim = lines.claim + 1, since = ?
       FROM jsonb_array_elements(?::jsonb) AS row
       WHERE lines.hall = row->>0 AND lines.claim = (row->>1)::bigint AND lines.node = ?
       RETURNING lines.hall AS hall, lines.claim AS claim`,
    [now, JSON.stringify(lines.map(({ hallId, claim }) => [hallId, claim])), node],
  )
  return new Map(rows.map(({ hall, claim }) => [hall, claim]))
}
