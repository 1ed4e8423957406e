import { waitFor } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { aCashProgram, aCashAcceptor, balance } from '../../../test/a-cash-acceptor.ts'
import { untilOnline } from '../../../test/until.ts'
import type { CashEvent, CashMemory, CashRecord } from './cash-acceptor.ts'

type Disk = { memory?: CashMemory; events: CashEvent[] }

/** A disk whose writer stands still for ever at the first credit: before or behind the write. */
function aDeath(disk: Disk, when: 'before' | 'behind') {
  let reached: () => void = () => undefined
  const died = new Promise<void>((resolve) => (reached = resolve))
  const keep = ({ memory, events }: CashRecord) => {
    disk.memory = JSON.parse(JSON.stringify(memory)) as CashMemory
    disk.events.push(...events)
  }
  const record = async (one: CashRecord) => {
    const isCredit = one.events.some(({ type }) => type === 'credited')
    if (!isCredit || when === 'behind') keep(one)
    if (!isCredit) return
    reached()
    // The program is dead from here on.
    await new Promise<never>(() => undefined)
  }
  return { record, died }
}

const PROFILES = ['id003', 'ssp', 'ccnet', 'cctalkBill'] as const
const deaths = PROFILES.flatMap((profile) =>
  (['before', 'behind'] as const).map((when) => ({ profile, when })),
)

test.concurrent.for(deaths)(
  'a program that drives $profile and dies $when the write of a credit leaves it counted once',
  async ({ profile, when }, { onTestFinished: onEnd }) => {
    const disk: Disk = { events: [] }
    const { record, died } = aDeath(disk, when)
    const { acceptor, feed, next, pty, state, until } = await aCashAcceptor(onEnd, profile, { record })
    await acceptor.enable()
    await feed(2_000)
    const { noteId } = await next('escrowed')
    void acceptor.stack(noteId)
    await waitFor('the write of a credit', died)
    await acceptor.stop()
    expect(disk.events.filter(({ type }) => type === 'credited')).toHaveLength(when === 'behind' ? 1 : 0)

    const later = await aCashProgram(onEnd, profile, pty.url, disk)
    await untilOnline(later.acceptor)
    if (when === 'before') expect(await later.next('credited')).toMatchObject({ noteId, creditId: noteId })
    expect(await later.acceptor.enable()).toEqual({ ok: true })
    await until(({ place }) => place === null)
    expect(balance(disk, await state())).toEqual({ credited: [2_000], box: [2_000] })
    expect(later.acceptor.box.pieces).toEqual({ 2000: 1 })
  },
)
