import { PaymentBooks, PaymentJournalPage } from '@service-hall/contract'
import type { AttemptId, Fact, PaymentOrderId } from '@service-hall/contract'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aHallFile, asAdministrator, asKiosk, command, freshId, startServer } from '../../test/builders.ts'
import { ACCOUNT, CASH_BOX, WITH_PAYMENTS } from '../../test/payments.ts'
import type { TestServer } from '../../test/builders.ts'
import { aFolder } from '../../test/folder.ts'

/** An order of K1 that was paid with three notes. */
async function threeNotes(server: TestServer): Promise<PaymentOrderId> {
  const { hall } = server
  const opened = await hall.execute(asKiosk(), {
    ...command('payment.open', { purpose: 'prepay', accountNo: ACCOUNT, bills: [], creditFen: 3_000 }),
    id: freshId(),
    isOwed: true,
  })
  const orderId = opened.ok ? opened.result.paymentOrderId : undefined
  if (!orderId) throw new Error(JSON.stringify(opened))
  const begun = await hall.execute(asKiosk(), {
    ...command('payment.attempt', { orderId, channel: 'cash', use: 'cash' }),
    ...{ id: freshId(), payableMs: 300_000, byTerminal: false },
  })
  expect(begun).toMatchObject({ ok: true })
  const attemptId = hall.state.view.payments[orderId]?.attempts[0]?.id as AttemptId
  for (const note of [1, 2, 3])
    expect(
      await hall.execute(
        asKiosk(),
        command('payment.credit', {
          ...{ orderId, attemptId, deviceId: CASH_BOX },
          ...{ creditId: `n${note}`, fen: 1_000 },
        }),
      ),
    ).toMatchObject({ ok: true })
  return orderId
}

/** A hall that takes cash; its billing system is asked nothing here. */
async function paying(): Promise<TestServer> {
  const folder = aFolder()
  const keyFile = join(folder, 'billing-key.json')
  await writeFile(
    keyFile,
    JSON.stringify({ token: 't'.repeat(32), secret: Buffer.alloc(32, 7).toString('base64') }),
  )
  const file = aHallFile({
    change: (made) => {
      WITH_PAYMENTS(made)
      made.paymentSystems = { billing: { address: 'http://127.0.0.1:9', keyFile, agentCode: 'T1' } }
      made.payments = { ways: [{ channel: 'cash', uses: ['cash'] }] }
    },
  })
  return startServer({ file, folder })
}

test('managers see the balance of each account, which together are nothing', async () => {
  const server = await paying()
  await threeNotes(server)
  const cookie = await server.signIn('2001')
  const books = PaymentBooks.parse(await (await server.request('/api/payments/books', { cookie })).json())
  expect(books.totalFen).toBe(0)
  expect(books.accounts).toEqual([
    { account: `box:${CASH_BOX}`, fen: 3_000 },
    { account: 'customer', fen: -3_000 },
  ])
})

test('the journal of a kiosk and day is told in order, page by page, without whose account it was', async () => {
  const server = await paying()
  const { day } = server.hall.state.view
  await threeNotes(server)
  await server.hall.execute(
    asAdministrator(),
    command('payment.countBox', { boxId: CASH_BOX, countedFen: 3_000, notes: 3 }),
  )
  const cookie = await server.signIn('9001')
  const types: Fact['type'][] = []
  let after = 0
  for (;;) {
    const query = `day=${day}&limit=2&after=${after}`
    const answer = await server.request(`/api/payments/journal/K1?${query}`, { cookie })
    const page = PaymentJournalPage.parse(await answer.json())
    types.push(...page.lines.map(({ type }) => type))
    if (page.next === null) break
    after = page.next
  }
  expect(types).toEqual([
    'PaymentOrderOpened',
    'AttemptOpened',
    'CashCredited',
    'CashCredited',
    'CashCredited',
    'CashBoxCounted',
  ])
  const csv = await (await server.request(`/api/payments/journal/K1/csv?day=${day}`, { cookie })).text()
  expect(csv.split('\r\n')).toHaveLength(8)
  expect(csv).toContain(`K1-cash/n3`)
  expect(csv).not.toContain(ACCOUNT)
})

test('other kiosks and other days have their own journal, and counter staff have none', async () => {
  const server = await paying()
  const { day } = server.hall.state.view
  await threeNotes(server)
  const ask = async (path: string, number: string): Promise<Response> =>
    server.request(`/api/payments/${path}`, { cookie: await server.signIn(number) })
  for (const path of [`journal/V1?day=${day}`, 'journal/K1?day=2001-01-01', 'journal/K1?day=2099-01-01'])
    expect(await (await ask(path, '9001')).json(), path).toEqual({ lines: [], next: null })
  expect((await ask(`journal/K9?day=${day}`, '9001')).status).toBe(400)
  expect((await ask('journal/K1?day=today', '9001')).status).toBe(400)
  for (const path of ['books', `journal/K1?day=${day}`, `journal/K1/csv?day=${day}`]) {
    expect((await ask(path, '1001')).status, path).toBe(403)
    expect((await server.request(`/api/payments/${path}`)).status, path).toBe(401)
  }
})
