import { lookUntil } from '@service-hall/harness/process'
import { describe, expect, test } from 'vitest'
import { aCashAcceptor, aCashProgram, balance } from '../../../test/a-cash-acceptor.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'

/** Moves of a note that last long enough to strike in the middle of one. */
const SLOWLY = 3
const WITH_ESCROW = ['id003', 'ssp', 'ssp-plain', 'ccnet', 'cctalkBill'] as const

describe.each(WITH_ESCROW)('a note acceptor (%s)', (profile) => {
  test.concurrent(
    'holds a note until told, then stacks and credits it once',
    async ({ onTestFinished: onEnd }) => {
      const { acceptor, feed, next, state, until, disk } = await aCashAcceptor(onEnd, profile)
      expect(await acceptor.enable()).toEqual({ ok: true })
      await feed(1_000)
      const { noteId, denominationFen } = await next('escrowed')
      expect(denominationFen).toBe(1_000)
      expect((await state()).box).toEqual([])
      const stacked = { outcome: 'stacked', creditId: noteId, denominationFen: 1_000 }
      const twice = [acceptor.stack(noteId), acceptor.stack(noteId)]
      expect(await Promise.all(twice)).toEqual([stacked, stacked])
      expect(await acceptor.stack(noteId)).toMatchObject({ outcome: 'refused' })
      await acceptor.disable()
      await until(({ place }) => place === null)
      const { credited, box } = balance(disk, await state())
      expect(credited).toEqual(box)
    },
  )

  test.concurrent(
    'gives a note back, when asked and when nobody decides',
    async ({ onTestFinished: onEnd }) => {
      const { acceptor, feed, next, until } = await aCashAcceptor(onEnd, profile, {
        timing: { pollMs: 30, answerMs: 200, escrowMs: 300 },
      })
      await acceptor.enable()
      await feed(500)
      const first = await next('escrowed')
      expect(await acceptor.returnNote(first.noteId)).toEqual({ ok: true })
      expect(await next('returned')).toEqual({
        type: 'returned',
        noteId: first.noteId,
        denominationFen: 500,
        reason: 'asked',
      })
      await until(({ place }) => place === null)
      await feed(2_000)
      expect(await next('returned')).toMatchObject({ denominationFen: 2_000, reason: 'timeout' })
      await until(({ returned }) => returned.length === 2)
    },
  )

  test.concurrent('takes only the denominations it is told to', async ({ onTestFinished: onEnd }) => {
    // Slowly, since a rejection is only shown while it lasts.
    const { acceptor, feed, next, until } = await aCashAcceptor(onEnd, profile, {}, SLOWLY)
    await acceptor.enable({ denominationsFen: [10_000] })
    await feed(100)
    await until(({ returned }) => returned.length === 1)
    await next('rejected')
    await feed(10_000)
    expect(await next('escrowed')).toMatchObject({ denominationFen: 10_000 })
    expect(await acceptor.enable({ denominationsFen: [7] })).toMatchObject({
      ok: false,
      error: { code: 'unsupported' },
    })
  })

  test.concurrent(
    'gives back what lay in escrow when the line was lost, and stays shut until enabled again',
    async ({ onTestFinished: onEnd }) => {
      const { acceptor, feed, next, pty, until, state } = await aCashAcceptor(onEnd, profile)
      await acceptor.enable()
      await feed(5_000)
      const { noteId } = await next('escrowed')
      await pty.unplug()
      expect(await next('inhibited')).toEqual({ type: 'inhibited', reason: 'lineLost' })
      expect(await acceptor.stack(noteId)).toMatchObject({ outcome: 'refused' })
      await pty.plug()
      expect(await next('returned')).toMatchObject({ noteId, reason: 'lineLost' })
      await until(({ place }) => place === null)
      await feed(100)
      await until(({ returned }) => returned.length === 2)
      expect((await state()).box).toEqual([])
    },
  )

  test.concurrent(
    'settles a note that was on its way into the box when the line was lost',
    async ({ onTestFinished: onEnd }) => {
      const { acceptor, feed, next, pty, until, state, disk } = await aCashAcceptor(
        onEnd,
        profile,
        {},
        SLOWLY,
      )
      await acceptor.enable()
      await feed(2_000)
      const { noteId } = await next('escrowed')
      const outcome = acceptor.stack(noteId)
      await until(({ place }) => place === 'toBox' || place === 'pastReturn')
      await pty.unplug()
      expect(await outcome).toMatchObject({ outcome: 'pending' })
      await until(({ box }) => box.length === 1)
      await pty.plug()
      await untilOnline(acceptor)
      // An old SSP acceptor answers each poll once only, but the credit was not polled before the line went.
      expect(await next('credited')).toMatchObject({ noteId, creditId: noteId })
      expect(balance(disk, await state())).toEqual({ credited: [2_000], box: [2_000] })
    },
  )

  test.concurrent(
    'says what became of a note when the power was cut on its way into the box',
    async ({ onTestFinished: onEnd }) => {
      const { acceptor, feed, next, powerCycle, until, state, disk } = await aCashAcceptor(
        onEnd,
        profile,
        {},
        SLOWLY,
      )
      await acceptor.enable()
      await feed(1_000)
      const { noteId } = await next('escrowed')
      const outcome = acceptor.stack(noteId)
      await until(({ place }) => place === 'pastReturn')
      await powerCycle()
      const { outcome: word } = await outcome
      if (word === 'pending') await next('credited')
      else expect(word).toBe('stacked')
      await until(({ box }) => box.length === 1)
      expect(balance(disk, await state())).toEqual({ credited: [1_000], box: [1_000] })
      await untilOnline(acceptor)
    },
  )

  test.concurrent(
    'tells a restarted program what its predecessor did not hear, and nothing twice',
    async ({ onTestFinished: onEnd }) => {
      const first = await aCashAcceptor(onEnd, profile, {}, SLOWLY)
      const { acceptor, feed, next, until, disk, pty, state } = first
      await acceptor.enable()
      await feed(500)
      await acceptor.stack((await next('escrowed')).noteId)
      await until(({ place }) => place === null)
      await feed(10_000)
      void acceptor.stack((await next('escrowed')).noteId)
      await until(({ place }) => place === 'toBox')
      await pty.unplug()
      await acceptor.stop()
      await until(({ box }) => box.length === 2)
      await pty.plug()
      const second = await aCashProgram(onEnd, profile, pty.url, disk)
      expect(await second.next('credited')).toMatchObject({ denominationFen: 10_000 })
      await untilOnline(second.acceptor)
      expect(balance(disk, await state())).toEqual({ credited: [500, 10_000], box: [500, 10_000] })
    },
  )
})

describe.each(['cctalkCoin', 'cctalkCoin-noEcho'] as const)('a coin acceptor (%s)', (profile) => {
  test.concurrent(
    'credits coins as they fall, also those that fell while the line was gone',
    async ({ onTestFinished: onEnd }) => {
      const { acceptor, control, next, pty, until, state, disk } = await aCashAcceptor(onEnd, profile)
      await acceptor.enable()
      await control.ask({ coin: 100 })
      expect(await next('credited')).toMatchObject({ denominationFen: 100 })
      await pty.unplug()
      for (const [count, coin] of [10, 50].entries()) {
        await control.ask({ coin })
        await until(({ box }) => box.length === count + 2)
      }
      await pty.plug()
      await next('credited')
      await next('credited')
      expect(balance(disk, await state())).toEqual({ credited: [10, 50, 100], box: [10, 50, 100] })
    },
  )

  test.concurrent(
    'says how many it may have missed when more fell than it remembers',
    async ({ onTestFinished: onEnd }) => {
      const { acceptor, control, next, pty, until, disk, state } = await aCashAcceptor(onEnd, profile)
      await acceptor.enable()
      await pty.unplug()
      for (let count = 0; count < 7; count += 1) {
        await control.ask({ coin: 100 })
        await until(({ box }) => box.length === count + 1)
      }
      await pty.plug()
      expect(await next('uncertain')).toMatchObject({ reason: 'eventsLost', atMost: 2 })
      await untilOnline(acceptor)
      expect(balance(disk, await state()).credited).toEqual([100, 100, 100, 100, 100])
    },
  )
})

describe.each(WITH_ESCROW)('faults of a note acceptor (%s)', (profile) => {
  test.concurrent(
    'tells of a full box, a missing box, a jam and a fraud, and of their end',
    async ({ onTestFinished: onEnd }) => {
      const { acceptor, control, next, feed, state } = await aCashAcceptor(onEnd, profile)
      await acceptor.enable()
      if (profile !== 'ssp' && profile !== 'ssp-plain') {
        await control.fault('boxOut')
        await next('boxRemoved')
        expect(await untilStatus(acceptor, ({ error }) => error?.code === 'cashBoxOpen')).toMatchObject({
          device: 'userError',
        })
        await control.fault(null)
        await next('boxReturned')
      }
      await control.fault('boxFull')
      await next('boxFull')
      await untilStatus(acceptor, ({ consumables }) => consumables?.[0]?.state === 'full')
      await control.fault(null)
      await untilOnline(acceptor)
      await control.fault('cheat')
      await next('fraud')
      await control.fault(null)
      await untilOnline(acceptor)
      // It is well again a moment before it is told what to take: until then a note comes back.
      await lookUntil('an acceptor that takes notes again', async () => {
        const { place } = await state()
        if (place === null) await feed(100)
        return place === 'escrow'
      })
      const { noteId } = await next('escrowed')
      await control.fault('jam')
      // A note in SSP's escrow is held, not polled: the jam shows when it is to move.
      void acceptor.stack(noteId)
      await next('jammed')
      await untilStatus(acceptor, ({ error }) => error?.code === 'cashJammed')
    },
  )

  test.concurrent.for(['noise', 'dribble', 'duplicate', 'badCheck', 'nak', 'overLong'])(
    'credits once through %s',
    async (fault, { onTestFinished: onEnd }) => {
      const { acceptor, control, feed, next, state, until, disk } = await aCashAcceptor(onEnd, profile)
      await acceptor.enable()
      await feed(1_000)
      const { noteId } = await next('escrowed')
      const isSpoiler = fault === 'badCheck' || fault === 'nak' || fault === 'overLong'
      await control.fault(fault, isSpoiler ? { times: 2 } : {})
      const outcome = await acceptor.stack(noteId)
      await control.fault(null)
      // An order by ccTalk is given once only: when its answer is lost, so is the line, and events tell the rest.
      if (outcome.outcome === 'pending') await Promise.race([next('credited'), next('returned')])
      else expect(outcome).toMatchObject({ outcome: 'stacked' })
      await untilOnline(acceptor)
      expect(await acceptor.selfTest()).toMatchObject({ ok: true })
      await until(({ place }) => place === null)
      const { credited, box } = balance(disk, await state())
      expect(credited).toEqual(box)
    },
  )
})
