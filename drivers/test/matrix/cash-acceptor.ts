import { createCashAcceptor } from '../../src/device/cash-acceptor/cash-acceptor.ts'
import type { CashProfile } from '../../src/device/cash-acceptor/cash-profiles.ts'
import type { CashAcceptor, CashEvent } from '../../src/device/cash-acceptor/cash-acceptor.ts'
import type { Control, MatrixEntry, Said } from './harness/entry.ts'

/** How long a cashier waits for one note, ms. */
const PATIENCE_MS = 2_500
const timing = { pollMs: 25, answerMs: 200, escrowMs: 1_000 }
const NOTES = [100, 500, 1_000, 2_000, 5_000, 10_000] as const
const COINS = [10, 50, 100] as const

type State = { box: number[]; place: string | null }

/** Credits told since the driver was made, kept for the oracle. */
type Till = { credited: number[]; lastBox: number }

/** A note or coin from the mouth into the box: enable, feed, stack. What was credited must be in the box. */
function entry(profile: CashProfile): MatrixEntry {
  const isCoin = profile === 'cctalkCoin'
  const till: Till = { credited: [], lastBox: 0 }
  return {
    title: `cashAcceptor ${profile}`,
    simulator: { name: 'cash-acceptor', options: { profile, stepMs: 0.2 } },
    answerMs: timing.answerMs,
    drive(url, surroundings) {
      const acceptor = createCashAcceptor(
        { id: 'cash', profile, link: { url, baud: 115_200 }, timing },
        surroundings,
      )
      acceptor.onEvent((event) => {
        if (event.type === 'credited') till.credited.push(event.denominationFen)
      })
      return { device: acceptor, probe: (n, control) => pay(acceptor, control, moneyOf(isCoin, n)) }
    },
    /** Waits for the mouth to be free: an earlier probe's note may still be on its way. */
    async prepare(_, control) {
      await untilEmpty(control)
      look(till, (await stateOf(control)).box)
    },
    async oracle({ n, said, control }) {
      await untilEmpty(control)
      const { box } = await stateOf(control)
      look(till, box)
      const fen = moneyOf(isCoin, n)
      if (said.ok && said.value !== fen) return `${fen} was credited as ${String(said.value)}`
      const tooMany = till.credited.find((one) => count(till.credited, one) > count(box, one))
      return tooMany === undefined ? undefined : `${tooMany} was credited more often than it is in the box`
    },
    without: { busy: 'a note is taken or refused at once' },
  }
}

/** A box with less in it than before belongs to another acceptor: what was credited before is not in it. */
function look(till: Till, box: readonly number[]): void {
  if (box.length < till.lastBox) till.credited = []
  till.lastBox = box.length
}

function count(amounts: readonly number[], one: number): number {
  return amounts.filter((amount) => amount === one).length
}

function moneyOf(isCoin: boolean, n: number): number {
  const table: readonly number[] = isCoin ? COINS : NOTES
  return table[n % table.length] ?? 0
}

async function stateOf(control: Control): Promise<State> {
  return (await control.ask({ get: 'state' })) as State
}

async function untilEmpty(control: Control): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while ((await stateOf(control)).place !== null && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 10))
}

/**
 * Feeds one note or coin and waits for what becomes of that one. What is told of an earlier one, which the line was lost
 * over, is the oracle's matter. A coin has no escrow, so that an earlier one is known by its value only, which differs.
 */
async function pay(acceptor: CashAcceptor, control: Control, fen: number): Promise<Said> {
  const enabled = await acceptor.enable()
  if (!enabled.ok) return { ok: false, code: enabled.error.code }
  return new Promise((resolve) => {
    let own: string | undefined
    let isFed = false
    const finish = (said: Said) => {
      clearTimeout(patience)
      unsubscribe()
      resolve(said)
    }
    const isOwn = (event: { noteId: string; denominationFen?: number }) =>
      acceptor.capabilities['coins'] === true ? event.denominationFen === fen : event.noteId === own
    const hear = (event: CashEvent) => {
      if (event.type === 'escrowed') {
        if (isFed) own ??= event.noteId
        void acceptor.stack(event.noteId)
      }
      if (event.type === 'credited' && isOwn(event)) finish({ ok: true, value: event.denominationFen })
      if ((event.type === 'returned' || event.type === 'uncertain') && isOwn(event))
        finish({ ok: false, code: `${event.type} ${event.reason}` })
      if (event.type === 'inhibited') finish({ ok: false, code: acceptor.status.error?.code ?? event.reason })
    }
    const unsubscribe = acceptor.onEvent(hear)
    const patience = setTimeout(() => finish({ ok: false, seen: 'nothing told' }), PATIENCE_MS)
    isFed = true
    control.ask({ feed: fen }).catch(() => finish({ ok: false, seen: 'mouth was shut' }))
  })
}

const profiles: CashProfile[] = ['id003', 'ssp', 'ccnet', 'cctalkBill', 'cctalkCoin']
export const entries = profiles.map(entry)
