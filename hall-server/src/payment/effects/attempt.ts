import { lookUp } from '@service-hall/contract'
import type { AttemptState, AttemptStanding, PaymentAttempt, PaymentOrder } from '@service-hall/contract'
import { pause } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { Cause, EffectCommand } from '../../core/capability.ts'
import type { HallOf } from '../../core/hall.ts'
import type { Channel, Charge, Opened, Standing } from '../channel/port.ts'
import type { WithPayment } from '../state.ts'
import type { PaymentSystems } from '../systems.ts'
import { endSaid } from './end-said.ts'
import { atWaits } from './waits.ts'

export type EffectPorts = { hall: HallOf<WithPayment>; payments: PaymentSystems; clock: Clock; log: Log }

type AttemptCause = { number: number; commandId?: string; fact: { orderId: string; attemptId: string } }
type Row = { order: PaymentOrder; attempt: PaymentAttempt }
/** An attempt whose channel is being asked, and whether it is still in the state in which that began. */
type Asked = Row & {
  channel: Channel
  charge: Charge
  isStill: () => boolean
  /** The attempt as it is by now. */
  now: () => PaymentAttempt | undefined
}

const WHY_MOST = 80

function rowOf(hall: HallOf<WithPayment>, { orderId, attemptId }: AttemptCause['fact']): Row | null {
  const order = lookUp(hall.state.view.payments, orderId)
  const attempt = order?.attempts.find(({ id }) => id === attemptId)
  return order && attempt ? { order, attempt } : null
}

/** What is to be asked of a channel for a fact that brought an attempt into a state; null: it has left that state since. */
function asked(
  { hall, payments }: EffectPorts,
  cause: AttemptCause,
  state: AttemptState,
): Asked | 'noChannel' | null {
  const latest = (): PaymentAttempt | undefined => rowOf(hall, cause.fact)?.attempt
  const isStill = (): boolean => {
    const now = latest()
    return now?.state === state && now.byFact === cause.number && !payments.stopping.aborted
  }
  const row = rowOf(hall, cause.fact)
  if (!row || row.attempt.use === 'cash' || !isStill()) return null
  const channel = payments.channels.get(row.attempt.channel)?.channel
  return channel ? { ...row, channel, charge: chargeOf(row, hall), isStill, now: latest } : 'noChannel'
}

/** What the customer reads in their app: no name, and no more of the account than its last four digits. */
function chargeOf({ order, attempt }: Row, hall: HallOf): Charge {
  const { channelNo, fen, openedAt, until, terminalId, trace, use } = attempt
  return {
    ...{ channelNo, fen, openedAt, until, terminalId, ...(trace ? { trace } : {}) },
    ...(use === 'cash' ? {} : { use }),
    subject: `电费 ${order.accountNo?.slice(-4) ?? ''}`.trim(),
    hallId: hall.config?.hall.id ?? '',
  }
}

function note({ attempt }: Row, standing: AttemptStanding): EffectCommand {
  const { channel, channelNo } = attempt
  return { type: 'payment.noteAttempt', channel, channelNo, standing }
}

function unsure(row: Asked, why: string): EffectCommand {
  const { personAfterMs } = row.channel.rules
  return note(row, { is: 'unsure', why: why.slice(0, WHY_MOST) || 'unsure', personAfterMs })
}

/** The end of an attempt that a channel's answer says; null: it says none. */
function endOf(row: Asked, standing: Standing, by: 'answer' | 'query'): EffectCommand | null {
  const end = endSaid(standing, by)
  return end && note(row, end)
}

/** Whether the process that put it on disk asks now, or one that was started since and cannot know whether it was asked. */
function mayOpen({ channel, attempt }: Asked, isFresh: boolean): boolean {
  if (isFresh) return true
  return channel.rules.reopen === 'sameNumber' && attempt.use === 'showsCode'
}

/** Asks the channel to open an attempt. Where nobody can tell whether it did, the attempt is to be closed. */
export async function openAtChannel(
  cause: Cause<'AttemptOpened'>,
  ports: EffectPorts,
): Promise<EffectCommand | null> {
  const row = asked(ports, cause, 'opening')
  if (row === null) return null
  const fresh = ports.payments.shelf.take(cause.commandId)
  if (row === 'noChannel') return noChannel(cause, ports)
  if (!mayOpen(row, fresh !== undefined)) return note(row, { is: 'notOpened' })
  const { channel, charge } = row
  const again = channel.rules.reopen === 'sameNumber' ? channel.rules.reopenMs : []
  let answer: Opened = { is: 'unsure', why: 'notAsked' }
  for await (const _ of atWaits(ports, [0, ...again])) {
    if (!row.isStill()) return null
    answer = await channel.open(charge, fresh?.credential ?? undefined)
    if (answer.is !== 'unsure') break
  }
  if (answer.is === 'unsure') return note(row, { is: 'notOpened' })
  if (answer.is === 'payable')
    return note(row, { is: 'payable', ...(answer.qr === undefined ? {} : { qr: answer.qr }) })
  return endOf(row, answer, 'answer')
}

function noChannel(cause: AttemptCause, { hall, log }: EffectPorts): EffectCommand | null {
  const row = rowOf(hall, cause.fact)
  if (!row || row.attempt.state === 'unsure') return null
  log.warn('payment.noChannel', { channel: row.attempt.channel })
  return note(row, { is: 'unsure', why: 'noChannel', personAfterMs: 0 })
}

/** Asks while the customer may pay, as often as the channel's rules say. Its time over is `due.ts`. */
export async function watchPayable(
  cause: Cause<'AttemptPayable'>,
  ports: EffectPorts,
): Promise<EffectCommand | null> {
  const row = asked(ports, cause, 'payable')
  if (row === 'noChannel') return noChannel(cause, ports)
  if (!row) return null
  for await (const _ of atWaits(ports, row.channel.rules.queryMs, { forEver: true })) {
    if (!row.isStill()) return null
    const end = endOf(row, await row.channel.query(row.charge), 'query')
    if (end) return end
  }
  return null
}

/** Closes it: a last query, and at once the channel's own way of making sure. What was paid in between counts. */
export async function closeAtChannel(
  cause: Cause<'AttemptClosing'>,
  ports: EffectPorts,
): Promise<EffectCommand | null> {
  const row = asked(ports, cause, 'closing')
  if (row === 'noChannel') return noChannel(cause, ports)
  if (!row) return null
  await pause(ports.clock, tooEarlyMs(row, ports), ports.payments.stopping)
  let why = 'notClosed'
  for await (const _ of atWaits(ports, [0, ...row.channel.rules.closeMs])) {
    if (!row.isStill()) return null
    const seen = await ends(row)
    if (typeof seen !== 'string') return seen
    why = seen
  }
  return row.isStill() ? unsure(row, why) : null
}

/** How long closing is still too early; never longer than from the beginning, also where the clock was set back meanwhile. */
function tooEarlyMs({ channel, charge }: Asked, { hall }: EffectPorts): number {
  const { closeNotBeforeMs } = channel.rules
  return Math.min(closeNotBeforeMs, Math.max(0, charge.openedAt + closeNotBeforeMs - hall.now()))
}

/**
 * A closing that gives back, of an attempt that the hall learned meanwhile to be paid, has given that back: the books would
 * else have money that is not there.
 */
function givenBack({ channel, attempt, now }: Asked, answer: Standing): Standing {
  const paid = now()
  if (
    answer.is !== 'closed' ||
    attempt.use === 'cash' ||
    paid?.state !== 'paid' ||
    paid.tradeNo === undefined
  )
    return answer
  if (!channel.rules.closeGivesBack?.includes(attempt.use)) return answer
  return { is: 'returned', tradeNo: paid.tradeNo, fen: paid.receivedFen }
}

/** Query and close, one after the other without a gap. The end that they bring; a word on why there is none. */
async function ends(row: Asked): Promise<EffectCommand | string> {
  const seen = await row.channel.query(row.charge)
  const bySight = endOf(row, seen, 'query')
  if (bySight) return bySight
  const answer = givenBack(row, await row.channel.close(row.charge))
  return endOf(row, answer, 'answer') ?? (answer.is === 'unsure' ? answer.why : answer.is)
}

/** Asks on and on about what nobody can tell, ever more rarely, until it ends or a person has found out. */
export async function watchUnsure(
  cause: Cause<'AttemptUnsure'>,
  ports: EffectPorts,
): Promise<EffectCommand | null> {
  const row = asked(ports, cause, 'unsure')
  if (row === 'noChannel' || row === null) return null
  for await (const _ of atWaits(ports, row.channel.rules.unsureMs, { forEver: true })) {
    if (!row.isStill()) return null
    const seen = await ends(row)
    if (typeof seen !== 'string') return seen
    if (isProvenUnpaid(row, await row.channel.query(row.charge), ports)) return note(row, { is: 'closed' })
  }
  return null
}

/** "No such trade" ends an attempt only where the channel's rules say so, and only when its own time is over. */
function isProvenUnpaid({ channel, charge }: Asked, standing: Standing, { hall }: EffectPorts): boolean {
  return standing.is === 'noTrade' && channel.rules.noTradeIsFinal && hall.now() > charge.until
}
