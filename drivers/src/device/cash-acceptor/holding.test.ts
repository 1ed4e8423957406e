import { describe, expect, test } from 'vitest'
import { aCashAcceptor } from '../../../test/a-cash-acceptor.ts'
import { aHallOfCash } from '../../../test/cash-on-paper.ts'

/** Polls so often that a note is held after a fifth of a second. */
const timing = { pollMs: 10, answerMs: 200 }

test.each(['id003', 'ssp', 'ssp-plain', 'ccnet', 'cctalkBill'])(
  'a note waits longer than the acceptor would by itself (%s)',
  (profile) => {
    const hall = aHallOfCash(profile, { escrowMs: 6_000 })
    hall.go([{ do: 'run', count: 60 }, { do: 'enable' }, { do: 'run', count: 10 }])
    hall.go([
      { do: 'feed', fen: 500 },
      { do: 'run', count: 140 },
    ])
    expect(hall.face.path.note).toMatchObject({ place: 'escrow' })
    hall.go([{ do: 'stack' }, { do: 'run', count: 20 }])
    expect(hall.account()).toMatchObject({ box: [500], credited: [{ denominationFen: 500 }], uncertain: [] })
  },
)

describe.each(['id003', 'ccnet'] as const)('a note that is held (%s)', (profile) => {
  const holding = profile === 'id003' ? 0x19 : 0x1a

  test.concurrent('is stacked and credited', async ({ onTestFinished: onEnd }) => {
    const { acceptor, control, feed, next, until } = await aCashAcceptor(onEnd, profile, { timing })
    await control.ask({ set: { holdsForGood: true } })
    await acceptor.enable()
    await feed(2_000)
    const { noteId } = await next('escrowed')
    await until((state) => state['held'] === true)
    expect(await acceptor.stack(noteId)).toMatchObject({ outcome: 'stacked', denominationFen: 2_000 })
  })

  test.concurrent('goes back when asked for, and when nobody decides', async ({ onTestFinished: onEnd }) => {
    const escrowMs = 1_500
    const { acceptor, control, feed, next, until } = await aCashAcceptor(onEnd, profile, {
      timing: { ...timing, escrowMs },
    })
    await control.ask({ set: { holdsForGood: true } })
    await acceptor.enable()
    await feed(500)
    const { noteId } = await next('escrowed')
    await until((state) => state['held'] === true)
    expect(await acceptor.returnNote(noteId)).toEqual({ ok: true })
    expect(await next('returned')).toMatchObject({ noteId, reason: 'asked' })
    await until(({ place }) => place === null)
    await feed(1_000)
    expect(await next('returned')).toMatchObject({ denominationFen: 1_000, reason: 'timeout' })
  })

  test('is held again, and lies there as long as nobody decides', () => {
    const hall = aHallOfCash(profile)
    hall.go([{ do: 'run', count: 60 }, { do: 'enable' }, { do: 'run', count: 10 }])
    hall.go([
      { do: 'feed', fen: 1_000 },
      { do: 'run', count: 400 },
    ])
    expect(hall.face.path.note).toMatchObject({ place: 'escrow' })
    expect(hall.state).toMatchObject({ status: holding })
    hall.go([{ do: 'stack' }, { do: 'run', count: 20 }])
    expect(hall.account()).toMatchObject({
      box: [1_000],
      credited: [{ denominationFen: 1_000 }],
      uncertain: [],
    })
  })

  test('goes back when a line finds it that does not know it', () => {
    const hall = aHallOfCash(profile, { holdsForGood: true })
    hall.go([{ do: 'run', count: 60 }, { do: 'enable' }, { do: 'run', count: 10 }])
    hall.go([{ do: 'feed', fen: 1_000 }, { do: 'run', count: 40 }, { do: 'stack' }, { do: 'restart' }])
    hall.go([{ do: 'run', count: 60 }])
    expect(hall.account()).toMatchObject({ box: [], credited: [], returned: [1_000] })
  })
})

test('takes the orders also from an ID-003 acceptor that falls back to ESCROW', () => {
  const hall = aHallOfCash('id003', { holdingMs: 2_000 })
  hall.go([{ do: 'run', count: 60 }, { do: 'enable' }, { do: 'run', count: 10 }])
  hall.go([{ do: 'feed', fen: 500 }, { do: 'run', count: 90 }, { do: 'giveBack' }, { do: 'run', count: 20 }])
  expect(hall.account()).toMatchObject({
    returned: [500],
    toldReturned: [{ reason: 'asked' }],
    uncertain: [],
  })
})
