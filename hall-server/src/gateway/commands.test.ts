import { expect, test } from 'vitest'
import { Command, SystemCommand } from '@service-hall/contract'
import type { CommandType } from '@service-hall/contract'
import { MINUTE, MORNING } from '@service-hall/contract/testing'
import { aHallConfig, aHallFile, command, connect, freshId, startServer } from '../../test/builders.ts'
import type { Client, TestServer } from '../../test/builders.ts'

const TICKET_ID = 'no-such-ticket'
const INVITATION_ID = 'no-such-invitation'
const COUNTER_ID = 'C9'
const ORDER_ID = 'no-such-order'
const DIRECTIVE_ID = '00000000-0000-7000-8000-000000000000'

/** One sound command of every type, about things that do not exist. */
const SOUND: { [T in CommandType]: () => Extract<Command, { type: T }> } = {
  'ticket.issue': () => command('ticket.issue', { serviceId: 'nothing', validUntil: MORNING + MINUTE }),
  'ticket.paper': () =>
    command('ticket.paper', { ticketId: TICKET_ID, attempt: 1, outcome: 'printed', evidence: 'fence' }),
  'ticket.resolvePaper': () => command('ticket.resolvePaper', { ticketId: TICKET_ID, decision: 'reprint' }),
  'ticket.call': () => command('ticket.call', { counterId: COUNTER_ID }),
  'ticket.callChosen': () => command('ticket.callChosen', { counterId: COUNTER_ID, ticketId: TICKET_ID }),
  'ticket.recall': () => command('ticket.recall', { counterId: COUNTER_ID }),
  'ticket.notAnnounced': () => command('ticket.notAnnounced', { ticketId: TICKET_ID, callNumber: 1 }),
  'ticket.noShow': () => command('ticket.noShow', { counterId: COUNTER_ID }),
  'ticket.reactivate': () => command('ticket.reactivate', { ticketId: TICKET_ID }),
  'ticket.start': () => command('ticket.start', { counterId: COUNTER_ID }),
  'ticket.complete': () => command('ticket.complete', { counterId: COUNTER_ID }),
  'ticket.transfer': () =>
    command('ticket.transfer', { counterId: COUNTER_ID, to: { kind: 'service', serviceId: 'pay' } }),
  'ticket.park': () => command('ticket.park', { counterId: COUNTER_ID, reasonId: 'documents', minutes: 5 }),
  'ticket.unpark': () => command('ticket.unpark', { ticketId: TICKET_ID }),
  'ticket.void': () => command('ticket.void', { ticketId: TICKET_ID, reasonId: 'left' }),
  'counter.open': () => command('counter.open', { counterId: COUNTER_ID }),
  'counter.takeOver': () => command('counter.takeOver', { counterId: COUNTER_ID }),
  'counter.pause': () => command('counter.pause', { counterId: COUNTER_ID, reasonId: 'break' }),
  'counter.resume': () => command('counter.resume', { counterId: COUNTER_ID }),
  'counter.close': () => command('counter.close', { counterId: COUNTER_ID }),
  'counter.undo': () => command('counter.undo', { counterId: COUNTER_ID }),
  'counter.key': () => command('counter.key', { deviceId: 'toaster', key: 'next' }),
  'rating.give': () =>
    command('rating.give', { invitationId: INVITATION_ID, sequence: 1, deviceId: 'C1-pad', level: 5 }),
  'rating.lapse': () => command('rating.lapse', { invitationId: INVITATION_ID, cause: 'timeout' }),
  'directive.begin': () => command('directive.begin', { directiveId: DIRECTIVE_ID }),
  'directive.report': () =>
    command('directive.report', { directiveId: DIRECTIVE_ID, outcome: { is: 'done' } }),
  'directive.reportStation': () =>
    command('directive.reportStation', { stationId: 'K9', release: '1', allows: [] }),
  'directive.answer': () => command('directive.answer', { directiveId: DIRECTIVE_ID, accept: true }),
  'directive.dismiss': () => command('directive.dismiss', { directiveId: DIRECTIVE_ID }),
  'staff.unlock': () => command('staff.unlock', { staffId: 'S0000' }),
  'staff.endSessions': () => command('staff.endSessions', { staffId: 'S0000' }),
  'hall.confirmClock': () => command('hall.confirmClock', { reading: 0 }),
  'station.noteStay': () => command('station.noteStay', { stationId: 'K9', forMs: 60_000, touches: 12 }),
  'station.endStay': () => command('station.endStay', { stationId: 'K9' }),
  'device.report': () => command('device.report', { deviceId: 'toaster', state: { device: 'online' } }),
  'station.enrol': () => command('station.enrol', { code: 'ABC-DEF', stationId: 'K1' }),
  'station.revoke': () => command('station.revoke', { stationId: 'K9' }),
  'payment.open': () =>
    command('payment.open', {
      ...{ purpose: 'bills', accountNo: '0000000000', creditFen: 100 },
      bills: [{ billId: 'B1', month: '2026-01', fen: 100 }],
    }),
  'payment.attempt': () => command('payment.attempt', { orderId: ORDER_ID, channel: 'cash', use: 'cash' }),
  'payment.endAttempt': () =>
    command('payment.endAttempt', { orderId: ORDER_ID, attemptId: ORDER_ID, cause: 'customer' }),
  'payment.cancel': () => command('payment.cancel', { orderId: ORDER_ID }),
  'payment.credit': () =>
    command('payment.credit', {
      ...{ orderId: ORDER_ID, attemptId: ORDER_ID, deviceId: 'toaster', creditId: '1', fen: 100 },
    }),
  'payment.endCash': () =>
    command('payment.endCash', { orderId: ORDER_ID, attemptId: ORDER_ID, short: 'credit' }),
  'payment.doubtNote': () =>
    command('payment.doubtNote', { deviceId: 'toaster', noteId: 'note-1', reason: 'jammed' }),
  'payment.settleNote': () =>
    command('payment.settleNote', { deviceId: 'toaster', noteId: 'note-1', isFound: false }),
  'payment.meterCard': () => command('payment.meterCard', { orderId: ORDER_ID, count: 1 }),
  'payment.settleAttempt': () =>
    command('payment.settleAttempt', { orderId: ORDER_ID, attemptId: ORDER_ID, found: { is: 'notPaid' } }),
  'payment.confirmAttempt': () =>
    command('payment.confirmAttempt', {
      ...{ orderId: ORDER_ID, attemptId: ORDER_ID, findingId: ORDER_ID, isConfirmed: true },
    }),
  'payment.refund': () => command('payment.refund', { orderId: ORDER_ID, attemptId: ORDER_ID, why: 'other' }),
  'payment.approve': () =>
    command('payment.approve', { orderId: ORDER_ID, refundId: ORDER_ID, isApproved: true }),
  'payment.payOut': () =>
    command('payment.payOut', { orderId: ORDER_ID, refundId: ORDER_ID, boxId: 'toaster' }),
  'payment.countBox': () => command('payment.countBox', { boxId: 'toaster', countedFen: 0, notes: 0 }),
  'payment.confirmBox': () => command('payment.confirmBox', { boxId: 'toaster', countedFen: 0 }),
  'payment.fillBox': () => command('payment.fillBox', { boxId: 'toaster', fen: 100 }),
  'payment.closeSuspense': () =>
    command('payment.closeSuspense', { suspenseId: ORDER_ID, how: 'found', to: 'billing' }),
  'payment.reconcile': () => command('payment.reconcile', { side: 'nobody', day: '2026-01-05' }),
  'payment.rate': () => command('payment.rate', { orderId: ORDER_ID, level: 5 }),
  'payment.linkReceipt': () =>
    command('payment.linkReceipt', { orderId: ORDER_ID, tokenHash: 'a'.repeat(64) }),
}
const TYPES = Object.keys(SOUND) as CommandType[]

/** Who may send what, as the hall's staff would say it. */
const COUNTER = [
  'ticket.call',
  'ticket.callChosen',
  'ticket.recall',
  'ticket.noShow',
  'ticket.start',
  'ticket.complete',
  'ticket.transfer',
  'ticket.park',
  'counter.open',
  'counter.takeOver',
  'counter.pause',
  'counter.resume',
  'counter.undo',
]
const TAKING = ['payment.doubtNote']
const MACHINE = ['directive.begin', 'directive.report', 'directive.reportStation']
const FLOOR = [
  'directive.answer',
  'staff.endSessions',
  'ticket.resolvePaper',
  'ticket.reactivate',
  'ticket.unpark',
  'ticket.void',
  'counter.close',
]
const PAYING = [
  'payment.open',
  'payment.attempt',
  'payment.endAttempt',
  'payment.cancel',
  'payment.credit',
  'payment.endCash',
  'payment.meterCard',
  'payment.settleNote',
  'payment.linkReceipt',
]
const CASHIER = [
  'payment.settleAttempt',
  'payment.refund',
  'payment.payOut',
  'payment.countBox',
  'payment.confirmBox',
]
const BATCH = { channel: 'bankCard', terminalId: 'K1', batch: 1 }
const MANAGING = [
  'payment.confirmAttempt',
  'payment.approve',
  'payment.fillBox',
  'payment.closeSuspense',
  'payment.reconcile',
]
const PAD = ['rating.give', 'rating.lapse', 'counter.key', 'device.report']
const MAY: Record<string, string[]> = {
  'counter staff': [...COUNTER, ...FLOOR, ...PAYING, ...CASHIER],
  'a lobby manager': ['ticket.issue', ...FLOOR, 'directive.dismiss', ...PAYING, ...CASHIER, ...MANAGING],
  'an administrator': [
    'ticket.issue',
    ...FLOOR,
    'directive.dismiss',
    'hall.confirmClock',
    'station.enrol',
    'station.revoke',
    'staff.unlock',
    ...PAYING,
    ...CASHIER,
    ...MANAGING,
  ],
  'a kiosk': [
    'ticket.issue',
    'ticket.paper',
    'station.noteStay',
    'station.endStay',
    ...MACHINE,
    ...PAD,
    ...PAYING,
    'payment.rate',
    ...TAKING,
  ],
  'a device host': [...MACHINE, ...PAD],
  'a call display': ['ticket.notAnnounced'],
}

async function aHallWithEverybody(): Promise<{ server: TestServer; peers: Record<string, Client> }> {
  const file = aHallFile({ change: (input) => (input.staff[3]!.roles = ['lobbyManager']) })
  const server = await startServer({ file })
  const peers = {
    'counter staff': await server.staff('1001'),
    'a lobby manager': await server.staff('2001'),
    'an administrator': await server.staff('9001'),
    'a kiosk': await server.station('K1'),
    'a device host': await server.station('D1'),
    'a call display': await server.station('V1'),
  }
  // Their connections are facts too; only then is everything quiet.
  await expect
    .poll(() => Object.values(server.hall.state.view.stations).filter(({ connected }) => connected).length, {
      timeout: 10_000,
    })
    .toBe(3)
  await server.hall.committedView('staff', () => undefined)
  return { server, peers }
}

test('every role may send what it needs, and nothing else', async () => {
  const { peers } = await aHallWithEverybody()
  for (const [name, peer] of Object.entries(peers)) {
    const answers = await Promise.all(
      TYPES.map(async (type) => [type, await peer.send(SOUND[type]())] as const),
    )
    const allowed = answers
      .filter(([, answer]) => answer.ok || answer.code !== 'access.denied')
      .map(([type]) => type)
    expect(allowed.sort(), name).toEqual([...(MAY[name] ?? [])].sort())
  }
})

test('what only the server may say to itself is no input from anybody', async () => {
  const { server, peers } = await aHallWithEverybody()
  const number = server.hall.committedNumber
  const orders = [
    command('hall.configure', { config: aHallConfig() }),
    command('staff.notePassword', { staffId: 'S1001', version: 1, first: false, by: 'system' }),
    command('region.beginEpoch', { ended: 'first', epoch: 'first', after: 0, hubHad: 0 }),
    command('station.note', { stationId: 'K1', connected: false }),
    command('directive.lapse', { directiveId: DIRECTIVE_ID }),
    command('payment.expire', { orderId: ORDER_ID }),
    command('payment.noteAttempt', {
      ...{ channel: 'alipay', channelNo: '0'.repeat(28), standing: { is: 'closed' } },
    }),
    command('payment.noteDelivery', { orderId: ORDER_ID, outcome: { is: 'refused', code: 'no' } }),
    command('payment.noteReversal', { orderId: ORDER_ID, outcome: { is: 'refused', code: 'no' } }),
    command('payment.noteRefund', {
      ...{ orderId: ORDER_ID, refundId: ORDER_ID, outcome: { is: 'manual', code: 'no' } },
    }),
    command('payment.noteNotice', { channel: 'alipay', code: 'stale' }),
    command('payment.noteReconciled', {
      ...{ side: 'billing', day: '2026-01-05', lines: 0, fen: 0, matched: 0, tookMs: 0, differences: [] },
      ...{ resolved: 0, waiting: 0 },
    }),
    command('payment.noteAwaited', { side: 'billing', day: '2026-01-05', is: 'later', why: 'notMade' }),
    command('payment.settle', BATCH),
    command('payment.noteSettlement', { ...BATCH, outcome: { is: 'failed', why: 'no' } }),
    command('takings.count', { hour: 1 }),
    command('takings.countUnknown', {}),
    command('directive.endNotice', { directiveId: DIRECTIVE_ID }),
    command('directive.progress', { directiveId: DIRECTIVE_ID, at: 'hall', have: 1, bytes: 2 }),
    command('directive.settle', {
      ...{ directiveId: DIRECTIVE_ID, outcome: { is: 'done' }, release: '0.1.0' },
    }),
    command('directive.take', {
      ...{
        directiveId: DIRECTIVE_ID,
        target: { of: 'hall' },
        work: '{}',
        who: 'rule:x',
        why: '',
        issuedAt: 0,
      },
    }),
    command('staff.noteSignIn', {
      staffId: 'S1001',
      outcome: { kind: 'signedIn', sessionId: 'my-session', until: 1e13 },
    }),
  ]
  expect(orders.map(({ type }) => type).sort()).toEqual(
    SystemCommand.options.map((option) => option.shape.type.value).sort(),
  )
  for (const peer of Object.values(peers))
    for (const order of orders)
      expect(await peer.send(order)).toMatchObject({ ok: false, code: 'input.invalid' })
  expect(server.hall.committedNumber).toBe(number)
})

/** All ways to spoil one field of a command: left out, of another type, empty. */
function spoilt(type: CommandType): [string, object][] {
  const sound = SOUND[type]()
  const fields = Object.keys(sound).filter((field) => field !== 'type')
  return [
    ...fields.flatMap((field): [string, object][] => [
      [`${field} left out`, Object.fromEntries(Object.entries(sound).filter(([key]) => key !== field))],
      ...[null, {}, [], -1.5, '', '\u0000'].map((value): [string, object] => [
        `${field} ${JSON.stringify(value)}`,
        { ...sound, [field]: value },
      ]),
    ]),
    ['a field too many', { ...sound, isAdmin: true }],
    ['actor claimed', { ...sound, actor: { kind: 'system' } }],
  ]
}

test('a command with any field missing, wrong or too many is answered with a code and changes nothing', async () => {
  const { server, peers } = await aHallWithEverybody()
  const number = server.hall.committedNumber
  const mayBeEmpty = new Set([
    'ticket.paper evidence ""',
    'ticket.paper evidence "\\u0000"',
    'directive.reportStation allows []',
    'payment.open bills []',
    'payment.refund why "\\u0000"',
  ])
  for (const type of TYPES) {
    const wrong = spoilt(type).filter(([what]) => !mayBeEmpty.has(`${type} ${what}`))
    const answers = await Promise.all(wrong.map(([, order]) => peers['an administrator']!.send(order)))
    answers.forEach((answer, at) =>
      expect(answer, `${type}: ${wrong[at]![0]}`).toMatchObject({ ok: false, code: 'input.invalid' }),
    )
  }
  expect(server.hall.committedNumber).toBe(number)
})

test('what is no command at all is answered with a code', async () => {
  const { peers } = await aHallWithEverybody()
  for (const nonsense of [
    null,
    7,
    'ticket.call',
    [],
    {},
    { type: 'ticket.call' },
    { type: 'rm -rf' },
    { type: '__proto__', id: freshId() },
  ])
    expect(await peers['a kiosk']!.send(nonsense)).toMatchObject({ ok: false, code: 'input.invalid' })
})

test('a message without a place for the answer, of another name, or with arguments missing does no harm', async () => {
  const { server, peers } = await aHallWithEverybody()
  const kiosk = peers['a kiosk']!
  const raw = kiosk.socket as unknown as { emit(...message: unknown[]): void }
  const number = server.hall.committedNumber
  raw.emit('command', command('ticket.issue'))
  raw.emit('command', command('ticket.issue'), 'no function')
  raw.emit('command')
  raw.emit('subscribe')
  raw.emit('subscribe', 1, 2, 3)
  raw.emit('issue', command('ticket.issue'))
  expect(await kiosk.send(command('ticket.issue'))).toMatchObject({
    ok: true,
    result: { ticket: { number: 'A001' } },
  })
  expect(server.hall.committedNumber).toBe(number + 1)
})

test('a message far too large ends the connection of its sender only', async () => {
  const { server, peers } = await aHallWithEverybody()
  const kiosk = peers['a kiosk']!
  void kiosk.send({ ...command('ticket.issue'), serviceId: 'x'.repeat(100_000) }).catch(() => undefined)
  await kiosk.gone()
  expect(await peers['an administrator']!.send(command('ticket.issue'))).toMatchObject({ ok: true })
  const large = await server.request('/api/session', {
    body: { staffNumber: '1001', password: 'x'.repeat(20_000) },
  })
  expect([large.status, await large.json()]).toEqual([413, { ok: false, code: 'input.invalid' }])
})

test('a command sent again after a reconnect is answered as the first time', async () => {
  const { server } = await aHallWithEverybody()
  const token = await server.enrol('K1')
  const order = command('ticket.issue')
  const first = await connect(server.url, { token })
  const answer = await first.send(order)
  first.close()
  expect(await (await connect(server.url, { token })).send(order)).toEqual(answer)
})

test('looking changes nothing: no GET or HEAD request leaves a fact', async () => {
  const { server } = await aHallWithEverybody()
  const cookie = await server.signIn('9001')
  const number = server.hall.committedNumber
  for (const path of [
    '/',
    '/signin',
    '/counter',
    '/display',
    '/admin',
    '/api/session',
    '/api/enrolment',
    '/api/enrolment/claim',
    '/api/voice/1/zh',
    '/favicon.ico',
  ])
    for (const method of ['GET', 'HEAD']) await (await server.request(path, { method, cookie })).arrayBuffer()
  expect(server.hall.committedNumber).toBe(number)
})

test('every type of command is in this table', () => {
  expect([...TYPES].sort()).toEqual(Command.options.map((option) => option.shape.type.value).sort())
})
