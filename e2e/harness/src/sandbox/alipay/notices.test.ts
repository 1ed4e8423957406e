import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { lookUntil, waitFor } from '../../process/index.ts'
import { FaultScript } from '../kit/index.ts'
import { Notices } from './notices.ts'
import { rsaPair } from './options.ts'
import { Trades } from './trades.ts'

/** A merchant that answers so to every notice; what it got. */
async function merchant(answer: string): Promise<{ url: string; got: URLSearchParams[] }> {
  const got: URLSearchParams[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      got.push(new URLSearchParams(Buffer.concat(pieces).toString()))
      response.end(answer)
    })
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await waitFor('a merchant to listen', once(server.listen(0, '127.0.0.1'), 'listening'))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, got }
}

async function world(answer: string, held = true) {
  const { url, got } = await merchant(answer)
  const { publicKey, privateKey } = rsaPair()
  const faults = new FaultScript(['notice'], ['duplicate', 'tampered', 'dropRequest'])
  const options = { appId: '1', sellerId: '2', appPublicKey: publicKey, privateKey }
  const notices = new Notices({ ...options, notices: held ? 'held' : 'sent' }, faults, () => 0)
  onTestFinished(() => notices.stop())
  const trades = new Trades(
    () => 0,
    (trade, refund) => notices.tell(trade, refund),
  )
  const wanted = { fen: 100, subject: '电费', storeId: '', terminalId: '', notifyUrl: url, waitMs: 60_000 }
  const pay = (outTradeNo: string): unknown => {
    trades.create({ ...wanted, outTradeNo })
    return trades.pay(outTradeNo)
  }
  return { notices, faults, trades, got, pay }
}

test('a notice goes out of itself, and is done with when it was answered by success', async () => {
  const { notices, faults, got, pay } = await world('success', false)
  faults.add([{ at: 'notice', does: 'duplicate', times: 1 }])
  pay('A')
  await lookUntil('both copies to be answered', () => notices.all[0]?.answers.length === 2)
  expect(got.map((form) => form.get('notify_id'))).toEqual([notices.all[0]?.id, notices.all[0]?.id])
})

test('held notices are delivered when asked for: late, several times, the newest first', async () => {
  const { notices, got, pay, trades } = await world('failure')
  pay('A')
  trades.close(trades.all.get('A')!)
  expect(got).toEqual([])
  expect(await notices.deliver({ newestFirst: true, copies: 2 })).toEqual(Array(4).fill('failure'))
  expect(got.map((form) => form.get('trade_status'))).toEqual([
    'TRADE_CLOSED',
    'TRADE_CLOSED',
    'TRADE_SUCCESS',
    'TRADE_SUCCESS',
  ])
})
