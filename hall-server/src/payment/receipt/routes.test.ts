import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AttemptId, PaymentOrderId } from '@service-hall/contract'
import { pdfText } from '@service-hall/harness/pdf-text'
import { expect, test } from 'vitest'
import { aHallFile, asKiosk, command, freshId, startServer } from '../../../test/builders.ts'
import type { TestServer } from '../../../test/builders.ts'
import { aFolder } from '../../../test/folder.ts'
import { ACCOUNT, WITH_PAYMENTS } from '../../../test/payments.ts'

const TOKEN = 'aB3-_'.repeat(6) + 'xY'
const HOUR = 3_600_000

/** A hall that takes cash, and one order of K1 that a note was put in for. */
async function paying(): Promise<{ server: TestServer; orderId: PaymentOrderId }> {
  const folder = aFolder()
  const keyFile = join(folder, 'billing-key.json')
  const secret = Buffer.alloc(32, 7).toString('base64')
  await writeFile(keyFile, JSON.stringify({ token: 't'.repeat(32), secret }))
  const file = aHallFile({
    change: (made) => {
      WITH_PAYMENTS(made)
      made.paymentSystems = { billing: { address: 'http://127.0.0.1:9', keyFile, agentCode: 'T1' } }
      const receipts = { address: 'https://hall.test', hours: 24 }
      made.payments = { ways: [{ channel: 'cash', uses: ['cash'] }], receipts }
    },
  })
  const server = await startServer({ file, folder })
  const opened = await server.hall.execute(asKiosk(), {
    ...command('payment.open', { purpose: 'prepay', accountNo: ACCOUNT, bills: [], creditFen: 3_000 }),
    ...{ id: freshId(), isOwed: true },
  })
  const orderId = (opened.ok ? opened.result.paymentOrderId : '') as PaymentOrderId
  await must(server, {
    ...command('payment.attempt', { orderId, channel: 'cash', use: 'cash' }),
    ...{ payableMs: 300_000, byTerminal: false },
  })
  const attemptId = server.hall.state.view.payments[orderId]?.attempts[0]?.id as AttemptId
  const note = { orderId, attemptId, deviceId: 'K1-cash', creditId: 'n1', fen: 3_000 }
  await must(server, command('payment.credit', note))
  await must(server, command('payment.endCash', { orderId, attemptId, short: 'credit' }))
  return { server, orderId }
}
async function must(server: TestServer, order: object): Promise<void> {
  expect(await server.hall.execute(asKiosk(), { ...order, id: freshId() } as never)).toMatchObject({
    ok: true,
  })
}
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
const fetched = async (server: TestServer, token = TOKEN) => server.request(`/receipts/${token}`)

test('whoever has the link gets the receipt as it stands, also after a restart, until it ends', async () => {
  const { server, orderId } = await paying()
  await must(server, command('payment.linkReceipt', { orderId, tokenHash: hashOf(TOKEN) }))
  const early = await fetched(server)
  expect(early.status).toBe(200)
  expect(early.headers.get('content-type')).toBe('application/pdf')
  expect(early.headers.get('cache-control')).toBe('no-store')
  const said = pdfText(new Uint8Array(await early.arrayBuffer()))
  expect(said).toContain('缴费结果待确认')
  expect(said).toMatch(/K1-[0-9A-F]{6}/)
  expect(said).toMatch(/最迟 \d{4}-\d\d-\d\d/)
  const outcome = { is: 'done', writeOffNo: 'W-1', fen: 3_000, balanceFen: 3_000 } as const
  await server.hall.system(command('payment.noteDelivery', { orderId, outcome }))
  const again = await server.restart()
  const text = pdfText(new Uint8Array(await (await fetched(again)).arrayBuffer()))
  for (const one of ['收据', 'W-1', '预存 Paid ahead', '¥30.00', '现金']) expect(text).toContain(one)
  expect(text).not.toContain(ACCOUNT)
  expect(again.log.lines.join('\n')).not.toContain(TOKEN)
  again.clock.advance(24 * HOUR)
  expect((await fetched(again)).status).toBe(404)
})

test('whatever opens nothing is answered in one way, and asking is bounded', async () => {
  const { server } = await paying()
  const wrong = ['x', 'A'.repeat(32), hashOf(TOKEN), `${TOKEN}=`, '..%2f..%2fetc']
  const answers = await Promise.all(wrong.map((token) => fetched(server, token)))
  const bodies = await Promise.all(answers.map((answer) => answer.text()))
  expect(new Set(bodies.map((body, at) => `${answers[at]?.status} ${body}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(404)
  const more = await Promise.all(Array.from({ length: 30 }, () => fetched(server, 'B'.repeat(32))))
  expect(more.map(({ status }) => status)).toContain(429)
})
