import { startSimulator } from '@service-hall/drivers/testing'
import type { Pty, RunningSimulator } from '@service-hall/drivers/testing'
import type { Locator, Page } from 'playwright/test'
import { signIn } from '../fixtures/browser.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import type { Kiosk } from '../fixtures/kiosk.ts'
import { expect, picture, test } from '../fixtures/test.ts'

// Customers put notes into a real kiosk; its acceptor is a simulator behind a pseudo-terminal. One hall for all tests: what
// each leaves in the box is counted in the end.

const BOX = 'K1-cash'
/** So many notes fill the box: what comes before the test of a full one must not. */
const BOX_NOTES = 12
const ONE_BILL = '9900000000036'
const PEAK_VALLEY = '9900000000119'

let hall: TestHall
let kiosk: Kiosk
let acceptor: RunningSimulator
let line: Pty
let screen: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  acceptor = await startSimulator('cash-acceptor', { profile: 'id003', stepMs: 0.4 })
  line = await acceptor.pty()
  hall = await TestHall.start(
    (file) => {
      if (file.payments) file.payments.boxNotes = BOX_NOTES
      file.devices.push({
        ...{ id: BOX as never, kind: 'cashAcceptor', profile: 'id003', station: 'K1' as never },
        ...{ name: { zh: '纸币器', en: 'Note acceptor' }, link: { url: line.url } },
      })
    },
    { pays: true },
  )
  kiosk = await startKiosk(hall)
  screen = kiosk.screen
})

test.afterAll(async () => {
  await kiosk.close()
  await hall.stop()
  await acceptor.stop()
})

type Acceptor = { box: number[]; returned: number[]; place: string | null; inhibited: boolean }
const inside = (): Promise<Acceptor> => acceptor.control.state() as Promise<Acceptor>
const sum = (fens: readonly number[]): number => fens.reduce((total, fen) => total + fen, 0)
const at = (id: string): Locator => screen.getByTestId(id)

/** Touches until what follows is there: a touch close behind the one before counts as its echo. */
async function touch(on: Locator, next: Locator): Promise<void> {
  await expect(async () => {
    if (!(await next.isVisible())) await on.click({ timeout: 1_000 })
    await expect(next).toBeVisible({ timeout: 2_000 })
  }).toPass()
}

/** From the start page to the ways to pay. */
async function toWays(accountNo: string): Promise<void> {
  await touch(at('begin-pay'), at('account-no'))
  for (const digit of accountNo) await screen.getByRole('button', { name: digit, exact: true }).click()
  await expect(at('account-no')).toHaveText(accountNo)
  await touch(at('next-step'), at('pay-bills'))
  await touch(at('pay-bills'), at('way-cash'))
}

/** From the start page to an acceptor that takes notes. */
async function toCash(accountNo: string): Promise<void> {
  await toWays(accountNo)
  await touch(at('way-cash'), at('consent'))
  await touch(at('consent'), at('inserted'))
  await ready()
}

const ready = (): Promise<void> => expect.poll(async () => (await inside()).inhibited).toBe(false)

/** Puts a note in as soon as the mouth is free. */
async function feed(fen: number, more: object = {}): Promise<void> {
  await ready()
  await expect(() => acceptor.control.ask({ feed: fen, ...more })).toPass()
}
async function inserted(yuan: string): Promise<void> {
  await expect(at('inserted')).toHaveText(`¥${yuan}`)
}

/** No more notes: asks what that means, and does it. */
async function endNotes(): Promise<string> {
  await touch(at('cancel'), at('consequence'))
  const said = await at('consequence').innerText()
  // An agent that has just died takes no answer: who gets none says it again.
  await expect(async () => {
    if (await at('really-cancel').isVisible()) await at('really-cancel').click({ timeout: 1_000 })
    else if (await at('cancel').isVisible()) await at('cancel').click({ timeout: 1_000 })
    await expect(ended()).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return said
}
const ended = (): Locator => at('done').or(at('to-start'))
const toStart = (): Promise<void> => touch(ended(), at('begin-pay'))

/** The last paper on which all of this stands, once there is one. */
async function paperWith(...texts: string[]): Promise<string> {
  let found: string | undefined
  await expect(async () => {
    const papers = (await hall.devices.printer.control.papers()).map(({ text }) => text)
    found = papers.findLast((paper) => texts.every((text) => paper.includes(text)))
    expect(found, texts.join(' ')).toBeDefined()
  }).toPass()
  return found ?? ''
}

/** Every note that is in the box was counted once, and nothing else was; taken together the box holds what the books say. */
async function expectCountedOnce(): Promise<void> {
  await expect
    .poll(async () => sum((await hall.factsOf('CashCredited')).map(({ fen }) => fen)))
    .toBe(sum((await inside()).box))
  const credited = await hall.factsOf('CashCredited')
  expect(credited.map(({ fen }) => fen).sort()).toEqual([...(await inside()).box].sort())
  expect(new Set(credited.map(({ creditId }) => creditId)).size).toBe(credited.length)
}
const killAgent = async (): Promise<void> => void process.kill(await kiosk.agentPid(), 'SIGKILL')
/** Waits until the note in the acceptor is on that part of its way. */
const noteIs = (place: string | null): Promise<void> =>
  expect.poll(async () => (await inside()).place, { intervals: [20] }).toBe(place)
const slowly = (moveMs: number): Promise<unknown> => acceptor.control.ask({ set: { moveMs } })

test('notes are counted one by one; what is over is in the balance, as agreed before the first', async () => {
  await toWays(ONE_BILL)
  await touch(at('way-cash'), at('consent'))
  await expect(screen.getByText('多放的钱会存入您的电费账户余额')).toBeVisible()
  await picture(screen, 'cash-consent')
  await touch(at('consent'), at('inserted'))
  await picture(screen, 'cash-empty')
  await feed(5_000)
  await inserted('50.00')
  await expect(at('missing')).toHaveText('¥9.17')
  await slowly(300)
  await feed(2_000, { spoilt: true })
  await expect(screen.getByText('有一张纸币没有收')).toBeVisible()
  await slowly(40)
  await picture(screen, 'cash-refused')
  await feed(2_000)
  await at('done').waitFor()
  await picture(screen, 'cash-done')
  const receipt = await paperWith('转入余额', '70.00', '10.83', '59.17')
  expect(receipt).not.toContain(ONE_BILL)
  expect(await hall.factsOf('Delivered')).toMatchObject([{ fen: 7_000 }])
  await expectCountedOnce()
  await toStart()
})

test('who ends it before it is enough is told where the money goes, and it goes there', async () => {
  await toCash(PEAK_VALLEY)
  await feed(1_000)
  await inserted('10.00')
  await touch(at('cancel'), at('consequence'))
  await picture(screen, 'cash-cancel')
  await touch(at('keep-paying'), at('inserted'))
  expect(await endNotes()).toContain('¥10.00')
  await picture(screen, 'cash-ended')
  await paperWith('转入余额', '10.00')
  await expect
    .poll(async () => (await hall.factsOf('Delivered')).map(({ fen }) => fen))
    .toEqual([7_000, 1_000])
  await expectCountedOnce()
  await toStart()
})

test('the agent dies with a note in escrow, and with one on its way into the box: none counts twice or is lost', async () => {
  await toCash(PEAK_VALLEY)
  const before = (await inside()).box.length
  await slowly(1_000)
  const agent = await kiosk.agentPid()
  await feed(500)
  // It stands still before it can decide; a new one would ask for the note back before it is in escrow.
  process.kill(agent, 'SIGSTOP')
  await noteIs('escrow')
  process.kill(agent, 'SIGKILL')
  await slowly(600)
  // Nobody had decided about it: it may go back or in, and what is in counts.
  await noteIs(null)
  await ready()
  await feed(500)
  await noteIs('pastReturn')
  await killAgent()
  await noteIs(null)
  const taken = (await inside()).box.length - before
  expect(taken).toBeGreaterThan(0)
  await inserted(`${taken * 5}.00`)
  await slowly(40)
  await endNotes()
  await expectCountedOnce()
  await toStart()
})

test('the hall is away while notes go in, and the agent dies before it has told them: they count once', async () => {
  await toCash(PEAK_VALLEY)
  await feed(500)
  await inserted('5.00')
  await hall.killServer()
  await feed(1_000)
  await inserted('15.00')
  await killAgent()
  await hall.startServer()
  await inserted('15.00')
  await ready()
  await endNotes()
  await expectCountedOnce()
  await toStart()
})

test('the acceptor is unplugged while somebody pays: the screen says so, and it goes on when it is back', async () => {
  await toCash(PEAK_VALLEY)
  await feed(500)
  await inserted('5.00')
  await line.unplug()
  await expect(screen.getByText('纸币口暂停收钞')).toBeVisible()
  await picture(screen, 'cash-halted')
  await line.plug()
  await expect(screen.getByText('纸币口暂停收钞')).toBeHidden()
  await feed(100)
  await inserted('6.00')
  await endNotes()
  await expectCountedOnce()
  await toStart()
})

test('a note that a power cut finds on its way counts once; one that jams is somebody’s work', async () => {
  await toCash(PEAK_VALLEY)
  await slowly(1_200)
  await feed(2_000)
  await noteIs('pastReturn')
  await acceptor.control.ask({ powerCycle: 300 })
  await inserted('20.00')
  await ready()
  await feed(1_000)
  await noteIs('toBox')
  await acceptor.control.fault('jam')
  await expect.poll(async () => (await hall.factsOf('NoteDoubted')).length).toBe(1)
  await expect(screen.getByText('有一张纸币未能确认')).toBeVisible()
  await picture(screen, 'cash-doubtful')
  // Somebody opens it and puts the note into the box; the acceptor does not know of it.
  await acceptor.control.ask({ clearJam: 'box' })
  await acceptor.control.fault(null)
  await slowly(40)
  await endNotes()
  await paperWith('纸币待核实', '10.00')
  await picture(screen, 'cash-doubtful-ended')
  await toStart()
})

test('a box that is full takes no more cash', async () => {
  await toCash(PEAK_VALLEY)
  let fen = 0
  for (let notes = (await hall.factsOf('CashCredited')).length; notes < BOX_NOTES; notes += 1) {
    await feed(100)
    await inserted(`${(fen += 100) / 100}.00`)
  }
  await endNotes()
  await toStart()
  await toWays(PEAK_VALLEY)
  await expect(at('way-cash')).toBeDisabled()
  await picture(screen, 'cash-box-full')
  await touch(at('home'), at('begin-pay'))
})

test('a note in doubt is settled, a difference is a case, and two people empty the box', async ({
  browser,
}) => {
  const wide = { width: 1366, height: 900 }
  const first = await signIn(browser, hall, '2001', { page: 'admin', viewport: wide })
  await first.locator('nav a[href="#payments"]').click()
  const note = first.getByTestId('doubtful-note')
  await expect(note).toContainText('¥10.00')
  await picture(first, 'admin-cash')
  await first.getByTestId('settle-note').press('Enter')
  await first.getByLabel('在钞箱或通道内').press('Space')
  await expect(first.getByLabel('在钞箱或通道内')).toBeChecked()
  await picture(first, 'admin-cash-settle')
  await first.getByRole('button', { name: '登记', exact: true }).press('Enter')
  await expect(note).toHaveCount(0)
  await expectCountedOnce()
  // What the customer put in and nobody counted then is paid out of a drawer that was filled.
  const drawer = first.getByRole('row').filter({ hasText: '1号窗口' }).getByTestId('fill')
  await drawer.press('Enter')
  await first.getByLabel('领入金额').fill('100')
  await first.getByLabel('领入金额').press('Enter')
  // A key at the page behind a dialog that is still there is a key at nothing.
  await expect(first.getByRole('dialog')).toHaveCount(0)
  const paid = first.getByRole('button', { name: '已付给客户' })
  await touch(first.getByTestId('pay-out'), paid)
  await paid.press('Enter')
  await expect.poll(async () => (await hall.factsOf('Refunded')).length).toBe(1)

  const boxRow = (page: Page): Locator => page.getByRole('row').filter({ hasText: BOX })
  const { box } = await inside()
  const held = sum(box)
  await boxRow(first).getByTestId('count').press('Enter')
  await first.getByLabel('实点金额').fill(String((held - 100) / 100))
  await first.getByLabel('张数').fill(String(box.length))
  await picture(first, 'admin-cash-count')
  await first.getByLabel('张数').press('Enter')
  await expect(boxRow(first).getByTestId('second-count')).toHaveAttribute('aria-disabled', 'true')

  const second = await signIn(browser, hall, '9001', { page: 'admin', viewport: wide })
  const told: string[] = []
  second.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => told.push(String(payload))))
  await second.locator('nav a[href="#payments"]').waitFor()
  await second.reload()
  await second.locator('nav a[href="#payments"]').click()
  await boxRow(second).getByTestId('second-count').press('Enter')
  expect(told.join('')).toContain('"counted"')
  expect(told.join('')).not.toContain(`:${held - 100}`)
  await picture(second, 'admin-cash-second')
  await second.getByLabel('实点金额').fill(String(held / 100))
  await second.getByLabel('实点金额').press('Enter')
  // One try is all that they have: both count again.
  await expect(second.getByText('两人清点的金额不一致，须两人重新清点')).toBeVisible()
  await expect(boxRow(second).getByTestId('second-count')).toHaveCount(0)
  await picture(second, 'admin-cash-differ')
  await expect(second.getByRole('dialog')).toHaveCount(0)
  await expect(first.getByRole('dialog')).toHaveCount(0)
  await boxRow(first).getByTestId('count').press('Enter')
  await first.getByLabel('实点金额').fill(String((held - 100) / 100))
  await first.getByLabel('张数').fill(String(box.length))
  await first.getByLabel('张数').press('Enter')
  await boxRow(second).getByTestId('second-count').press('Enter')
  await second.getByLabel('实点金额').fill(String((held - 100) / 100))
  await second.getByLabel('实点金额').press('Enter')
  await expect(second.getByText('短款 ¥1.00')).toBeVisible()
  await expect(second.getByRole('dialog')).toHaveCount(0)
  expect(await hall.factsOf('CashBoxCleared')).toMatchObject([{ countedFen: held - 100, expectedFen: held }])
  await picture(second, 'admin-cash-cleared')
  await second.getByTestId('close-case').press('Enter')
  await second.getByRole('dialog').getByRole('button', { name: '销案' }).press('Enter')
  await expect.poll(async () => (await hall.factsOf('SuspenseClosed')).length).toBe(1)
  // The kiosk takes cash again.
  await toWays(PEAK_VALLEY)
  await expect(at('way-cash')).toBeEnabled()
})
