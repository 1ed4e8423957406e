import { describe, expect, test } from 'vitest'
import { aCashAcceptor } from '../../../test/a-cash-acceptor.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'

const WITH_ESCROW = ['id003', 'ssp', 'ccnet', 'cctalkBill'] as const
const NEVER_MS = 3_600_000
const soon = { pollMs: 30, answerMs: 200 }
const STOPS = [
  ['jam', 'cashJammed'],
  ['cheat', 'fraudAttempt'],
  ['failure', 'mechanical'],
] as const

describe.each(['id003', 'ccnet'] as const)('an acceptor that stopped (%s)', (profile) => {
  test.concurrent.for(STOPS)(
    'is reset once %s is over, and says until then that it takes nothing',
    async ([fault, code], { onTestFinished: onEnd }) => {
      const timing = { ...soon, resetMs: 400 }
      const { acceptor, control, feed, next } = await aCashAcceptor(onEnd, profile, { timing })
      await acceptor.enable()
      if (fault === 'jam') {
        await feed(100)
        await next('escrowed')
      }
      await control.fault(fault)
      await untilStatus(acceptor, ({ error }) => error?.code === code)
      expect(await acceptor.enable()).toMatchObject({ ok: false, error: { code } })
      await control.ask({ clearJam: 'mouth' })
      await control.fault(null)
      await untilOnline(acceptor)
      expect(await acceptor.enable()).toEqual({ ok: true })
      await feed(500)
      expect(await next('escrowed')).toMatchObject({ denominationFen: 500 })
    },
  )

  test.concurrent('is reset at once when an operator wants it', async ({ onTestFinished: onEnd }) => {
    const timing = { ...soon, resetMs: NEVER_MS, orderMs: 2_000 }
    const { acceptor, control } = await aCashAcceptor(onEnd, profile, { timing })
    await control.fault('jam')
    await untilStatus(acceptor, ({ error }) => error?.code === 'cashJammed')
    // The cause is still there.
    expect(await acceptor.reset()).toMatchObject({ ok: false, error: { code: 'cashJammed' } })
    await control.fault(null)
    expect(await acceptor.reset()).toEqual({ ok: true })
    expect(await acceptor.enable()).toEqual({ ok: true })
  })
})

describe.each(WITH_ESCROW)('what is decided about a note (%s)', (profile) => {
  test.concurrent('ends in bounded time when the note never arrives', async ({ onTestFinished: onEnd }) => {
    const timing = { ...soon, orderMs: 600 }
    const { acceptor, control, feed, next } = await aCashAcceptor(onEnd, profile, { timing })
    await acceptor.enable()
    await feed(1_000)
    const { noteId } = await next('escrowed')
    await control.ask({ set: { moveMs: NEVER_MS } })
    expect(await acceptor.stack(noteId)).toEqual({ outcome: 'uncertain', reason: 'unreported' })
    expect(await next('uncertain')).toMatchObject({ noteId, denominationFen: 1_000, atMost: 1 })
  })

  test.concurrent('is told to have failed when it cannot even be kept', async ({ onTestFinished: onEnd }) => {
    let isStuck = false
    const { acceptor, feed, next } = await aCashAcceptor(onEnd, profile, {
      timing: { ...soon, orderMs: 300 },
      record: () => (isStuck ? new Promise<void>(() => undefined) : undefined),
    })
    await acceptor.enable()
    await feed(1_000)
    const { noteId } = await next('escrowed')
    isStuck = true
    expect(await acceptor.stack(noteId)).toMatchObject({ outcome: 'pending', error: { code: 'timeOut' } })
  })

  test.concurrent('is not known any more when a person had the note', async ({ onTestFinished: onEnd }) => {
    const { acceptor, control, feed, next, state } = await aCashAcceptor(onEnd, profile)
    await acceptor.enable()
    await feed(2_000)
    const { noteId } = await next('escrowed')
    await control.fault('jam')
    await acceptor.returnNote(noteId)
    await next('jammed')
    await control.ask({ clearJam: 'box' })
    await control.fault(null)
    expect(await next('uncertain')).toMatchObject({ noteId, denominationFen: 2_000, reason: 'jammed' })
    await untilOnline(acceptor)
    expect((await state()).box).toEqual([2_000])
    expect(acceptor.memory.note).toMatchObject({ noteId, stage: 'uncertain' })
  })

  test.concurrent('can be reset by an operator, who is told the truth', async ({ onTestFinished: onEnd }) => {
    const { acceptor, feed, next, until, state } = await aCashAcceptor(onEnd, profile, {
      timing: { ...soon, orderMs: 4_000 },
    })
    await acceptor.enable()
    await feed(500)
    await next('escrowed')
    expect(await acceptor.reset()).toEqual({ ok: true })
    // Nobody had decided about the note.
    await next('returned')
    await until(({ place }) => place === null)
    expect((await state()).returned).toEqual([500])
    await untilOnline(acceptor)
    expect(await acceptor.enable()).toEqual({ ok: true })
  })
})

test.concurrent.for(['cctalkCoin', 'cctalkCoin-noEcho'] as const)(
  'a coin that jammed may be in the box, and the acceptor is reset (%s)',
  async (profile, { onTestFinished: onEnd }) => {
    const { acceptor, control, next, state } = await aCashAcceptor(
      onEnd,
      profile,
      { timing: { ...soon, resetMs: 400 } },
      4,
    )
    await acceptor.enable()
    await control.ask({ coin: 100 })
    await control.fault('jam')
    await next('jammed')
    expect(await next('uncertain')).toMatchObject({ reason: 'jammed', atMost: 1 })
    expect(await acceptor.enable()).toMatchObject({ ok: false, error: { code: 'cashJammed' } })
    await control.ask({ clearJam: 'box' })
    await control.fault(null)
    await untilOnline(acceptor)
    expect(await acceptor.enable()).toEqual({ ok: true })
    await control.ask({ coin: 50 })
    expect(await next('credited')).toMatchObject({ denominationFen: 50 })
    expect((await state()).box).toEqual([100, 50])
  },
)

test('says that a full box keeps it from taking cash', async ({ onTestFinished: onEnd }) => {
  const { acceptor, control } = await aCashAcceptor(onEnd, 'id003')
  await control.fault('boxFull')
  await untilStatus(acceptor, ({ error }) => error?.code === 'cashBoxFull')
  expect(await acceptor.enable()).toMatchObject({ ok: false, error: { code: 'cashBoxFull' } })
  await control.fault(null)
  await untilOnline(acceptor)
  expect(await acceptor.enable()).toEqual({ ok: true })
})

test('tells an SSP acceptor that shut itself in a long silence to take notes again', async ({
  onTestFinished: onEnd,
}) => {
  const { acceptor, control, feed, next, until } = await aCashAcceptor(onEnd, 'ssp')
  await acceptor.enable()
  await control.ask({ set: { silenceMs: 1 } })
  await until((state) => state['enabled'] === false)
  await control.ask({ set: { silenceMs: 10_000 } })
  await until((state) => state['enabled'] === true)
  await feed(100)
  expect(await next('escrowed')).toMatchObject({ denominationFen: 100 })
})
