import type { ChannelId, Delivery } from '@service-hall/contract'
import type { Knex } from 'knex'
import type { Migration, Store } from '../core/store.ts'
import type { Notice } from './events.ts'

export const noticeMigrations: readonly Migration[] = [
  {
    name: 'notices-1',
    async up({ db }) {
      await db.raw('CREATE TABLE notice_cursor (one integer PRIMARY KEY, number bigint NOT NULL)')
      // Of what happened before there were notices nobody is told.
      await db.raw('INSERT INTO notice_cursor (one, number) SELECT 1, number FROM record_head')
      await db.raw('CREATE TABLE notice_targets (channel text PRIMARY KEY, sealed text NOT NULL)')
      await db.raw(`CREATE TABLE notice_outbox (
        id text PRIMARY KEY, channel text NOT NULL, event text NOT NULL, alert text, critical integer NOT NULL,
        body text NOT NULL, state text NOT NULL, tries integer NOT NULL, claim integer NOT NULL, error text,
        made bigint NOT NULL, done bigint)`)
      await db.raw('CREATE INDEX notice_outbox_state ON notice_outbox (state)')
      await db.raw('CREATE INDEX notice_outbox_channel ON notice_outbox (channel, made)')
    },
  },
]

export type OutboxRow = {
  id: string
  channel: ChannelId
  event: string
  alert: string | null
  critical: number
  body: string
  state: Delivery['state']
  tries: number
  /** Raised by whichever node takes it. */
  claim: number
  error: string | null
  made: number
  done: number | null
}

/** So many may wait by one channel; what comes beyond is dropped, and counted as such. */
export const MOST_WAITING = 1_000
/** So many that ended are kept of a channel. */
const ENDED_KEPT = 300

const outbox = (db: Knex) => db<OutboxRow>('notice_outbox')

/** Up to which fact of the records notices were made. */
export async function noticedUpTo({ db }: Store): Promise<number> {
  const row = await db<{ number: number }>('notice_cursor').first()
  return row?.number ?? 0
}

/**
 * Puts notices of facts `from`…`upTo` into the outbox, unless another node was faster: in one transaction with the cursor,
 * so none is left out or made twice.
 */
export async function putNotices(
  store: Store,
  { from, upTo, notices, made }: { from: number; upTo: number; notices: readonly Notice[]; made: number },
): Promise<void> {
  await store.write(async (trx) => {
    const moved = await trx('notice_cursor').where({ one: 1, number: from }).update({ number: upTo })
    if (moved === 0) return
    const waiting = await waitingByChannel(trx)
    for (const { id, channelId, event, alertId, critical, body } of notices) {
      const count = waiting.get(channelId) ?? 0
      waiting.set(channelId, count + 1)
      const isFull = count >= MOST_WAITING
      await insert(trx, {
        ...{ id, channel: channelId as ChannelId, event, alert: alertId, critical: critical ? 1 : 0 },
        ...{
          body: JSON.stringify(body),
          made,
          state: isFull ? 'dropped' : 'waiting',
          done: isFull ? made : null,
        },
      })
    }
  })
}

async function insert(
  trx: Knex,
  row: Pick<
    OutboxRow,
    'id' | 'channel' | 'event' | 'alert' | 'critical' | 'body' | 'made' | 'state' | 'done'
  >,
): Promise<void> {
  await outbox(trx)
    .insert({ ...row, tries: 0, claim: 0, error: null })
    .onConflict('id')
    .ignore()
}

/** A trial of a channel, by the id of the request: asked twice, sent once. */
export async function putTest(
  { db }: Store,
  { id, channel, body, made }: { id: string; channel: ChannelId; body: string; made: number },
): Promise<void> {
  await insert(db, {
    id,
    channel,
    event: 'test',
    alert: null,
    critical: 1,
    body,
    made,
    state: 'waiting',
    done: null,
  })
}

async function waitingByChannel(db: Knex): Promise<Map<string, number>> {
  const rows: { channel: string; count: number }[] = await db('notice_outbox')
    .whereIn('state', ['waiting', 'sending'])
    .groupBy('channel')
    .select('channel')
    .count({ count: '*' })
  return new Map(rows.map(({ channel, count }) => [channel, Number(count)]))
}

/** What has not ended, the oldest first. */
export async function unfinished({ db }: Store): Promise<OutboxRow[]> {
  const rows: OutboxRow[] = await outbox(db)
    .whereIn('state', ['waiting', 'sending'])
    .orderBy([{ column: 'made' }, { column: 'id' }])
    .limit(5_000)
  return rows
}

/** Takes rows as they were seen, to send them from here. Answers those that nobody else took first. */
export async function claimRows(store: Store, rows: readonly OutboxRow[]): Promise<OutboxRow[]> {
  return store.write(async (trx) => {
    const claimed: OutboxRow[] = []
    for (const row of rows) {
      const { id, claim, state } = row
      const taken = await outbox(trx)
        .where({ id, claim, state })
        .update({ claim: claim + 1, state: 'sending' })
      if (taken === 1) claimed.push({ ...row, claim: claim + 1, state: 'sending' })
    }
    return claimed
  })
}

/** How sending ended; of what another node has taken over meanwhile nothing is changed. */
export async function noteSent(
  store: Store,
  rows: readonly OutboxRow[],
  end: { state: 'sent' | 'failed' | 'waiting'; error: string | null; at: number },
): Promise<void> {
  await store.write(async (trx) => {
    for (const { id, claim, tries } of rows)
      await outbox(trx)
        .where({ id, claim, state: 'sending' })
        .update({
          ...{ state: end.state, error: end.error, tries: tries + 1 },
          done: end.state === 'waiting' ? null : end.at,
        })
  })
}

/** Lets go of what ended long ago, of each channel beyond the latest, and of channels that were removed. */
export async function tidyOutbox(
  store: Store,
  { channels, removed }: { channels: readonly string[]; removed: readonly string[] },
): Promise<void> {
  await store.write(async (trx) => {
    await trx('notice_outbox').whereIn('channel', removed).delete()
    await trx('notice_targets').whereIn('channel', removed).delete()
    for (const channel of channels) {
      const last = await outbox(trx)
        .where('channel', channel)
        .whereIn('state', ['sent', 'failed', 'dropped'])
        .orderBy('made', 'desc')
        .offset(ENDED_KEPT)
        .first()
      if (last)
        await outbox(trx)
          .where('channel', channel)
          .whereIn('state', ['sent', 'failed', 'dropped'])
          .where('made', '<=', last.made)
          .delete()
    }
  })
}

export async function deliveriesOf({ db }: Store, channel: ChannelId, limit: number): Promise<Delivery[]> {
  const rows: OutboxRow[] = await outbox(db).where({ channel }).orderBy('made', 'desc').limit(limit)
  return rows.map(({ id, event, alert, state, tries, error, made, done }) => ({
    ...{ id, event, alertId: alert, state, tries, error, madeAt: made, doneAt: done },
  }))
}

/** How many of each state there are by channel, and when the last was sent. */
export async function outboxCounts({
  db,
}: Store): Promise<
  Map<string, { waiting: number; failed: number; dropped: number; lastSentAt: number | null }>
> {
  const rows: { channel: string; state: Delivery['state']; count: number; last: number | null }[] = await db(
    'notice_outbox',
  )
    .groupBy('channel', 'state')
    .select('channel', 'state')
    .count({ count: '*' })
    .max('done as last')
  const counts = new Map<
    string,
    { waiting: number; failed: number; dropped: number; lastSentAt: number | null }
  >()
  for (const { channel, state, count, last } of rows) {
    const found = counts.get(channel) ?? { waiting: 0, failed: 0, dropped: 0, lastSentAt: null }
    counts.set(channel, found)
    if (state === 'waiting' || state === 'sending') found.waiting += Number(count)
    else if (state === 'sent') found.lastSentAt = last === null ? null : Number(last)
    else found[state] += Number(count)
  }
  return counts
}

export async function keepTarget(trx: Knex, channel: ChannelId, sealed: string): Promise<void> {
  await trx('notice_targets').insert({ channel, sealed }).onConflict('channel').merge()
}

export async function sealedTargets({ db }: Store): Promise<Map<string, string>> {
  const rows: { channel: string; sealed: string }[] = await db('notice_targets').select('channel', 'sealed')
  return new Map(rows.map(({ channel, sealed }) => [channel, sealed]))
}
