import { lookUntil } from '@service-hall/harness/process'
import { describe, expect, test } from 'vitest'
import { balance, twoOnOneLine } from '../../../test/a-cash-acceptor.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'

describe.each(['sum8', 'crc16'] as const)('bills and coins on one ccTalk line that echoes (%s)', (check) => {
  test.concurrent('take notes and coins at the same time', async ({ onTestFinished: onEnd }) => {
    const { bill, coin } = await twoOnOneLine(onEnd, check)
    await Promise.all([bill.acceptor.enable(), coin.acceptor.enable()])
    await Promise.all([bill.ask({ feed: 1_000 }), coin.ask({ coin: 50 })])
    const { noteId } = await bill.next('escrowed')
    expect(await bill.acceptor.stack(noteId)).toMatchObject({ outcome: 'stacked', denominationFen: 1_000 })
    await coin.next('credited')
    expect(balance(bill.disk, await bill.state())).toEqual({ credited: [1_000], box: [1_000] })
    expect(balance(coin.disk, await coin.state())).toEqual({ credited: [50], box: [50] })
    expect((await bill.state())['connections']).toBe(1)
  })

  test.concurrent('go on when the other one loses its power', async ({ onTestFinished: onEnd }) => {
    const { bill, coin } = await twoOnOneLine(onEnd, check)
    await bill.acceptor.enable()
    await coin.ask({ fault: 'powerCut' })
    await untilStatus(coin.acceptor, ({ device }) => device !== 'online')
    await bill.ask({ feed: 500 })
    expect(await bill.acceptor.stack((await bill.next('escrowed')).noteId)).toMatchObject({
      outcome: 'stacked',
    })
    await coin.ask({ fault: null })
    await untilOnline(coin.acceptor)
  })

  test.concurrent('come back together when the cable does', async ({ onTestFinished: onEnd }) => {
    const { bill, coin, pty } = await twoOnOneLine(onEnd, check)
    await pty.unplug()
    await untilStatus(bill.acceptor, ({ device }) => device !== 'online')
    await pty.plug()
    await Promise.all([untilOnline(bill.acceptor), untilOnline(coin.acceptor)])
  })

  test.concurrent(
    'never take an answer of the other one that comes late',
    async ({ onTestFinished: onEnd }) => {
      const { bill, coin } = await twoOnOneLine(onEnd, check)
      await Promise.all([bill.acceptor.enable(), coin.acceptor.enable()])
      // Both have told event 14 first. What the coins told since would follow upon it in the bill validator, too.
      await Promise.all([bill.ask({ fault: 'boxFull' }), coin.ask({ fault: 'jam' })])
      await Promise.all([bill.next('boxFull'), coin.next('jammed')])
      await coin.ask({ clearJam: 'box' })
      for (const fen of [50, 50, 100]) {
        await coin.ask({ coin: fen })
        await coin.next('credited')
      }
      const { timeouts } = coin.acceptor.counters
      // The second answer of the coins comes while the bills are still thinking about theirs.
      await bill.ask({ slowMs: 350, answers: 5 })
      await coin.ask({ slowMs: 330, answers: 2 })
      await lookUntil('an answer missed', () => coin.acceptor.counters.timeouts !== timeouts, { everyMs: 5 })
      // While the other one is slow a self-test may find no turn in time: what counts is four answers.
      for (let answers = 0; answers < 4;) if ((await coin.acceptor.selfTest()).ok) answers += 1
      expect(bill.events.map(({ type }) => type)).toEqual(['boxFull'])
      expect(coin.events.map(({ type }) => type)).toEqual([
        'jammed',
        'uncertain',
        'credited',
        'credited',
        'credited',
      ])
      expect([bill, coin].map(({ acceptor }) => acceptor.counters.faults)).toEqual([{}, {}])
    },
  )
})
