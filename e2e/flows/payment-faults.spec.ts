import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inRoot } from '@service-hall/harness/paths'
import type { Locator } from 'playwright/test'
import type { FactType } from '@service-hall/contract'
import type { Fault, UtilityAccount } from '@service-hall/harness/sandbox'
import type { OutsideName } from '@service-hall/harness/sandbox'
import { expectAccessible } from '../fixtures/axe.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import type { Kiosk } from '../fixtures/kiosk.ts'
import { PHONES, expectBooksAgree, payByPhone, toBills, toWays, touch } from '../fixtures/paying-customer.ts'
import type { Phone } from '../fixtures/paying-customer.ts'
import { expect, picture, test as base } from '../fixtures/test.ts'

// Everything that goes wrong between hall, channels and utility, with a customer at a real kiosk. One hall, one kiosk and the
// sandboxes are shared by all tests of the file; each test has an account of its own. Waits are settings, and short.

const PHONE_WAITS = {
  ...{ payableMs: 20_000, queryMs: [200], closeMs: [0, 200, 200], unsureMs: [300], refundMs: [300] },
}
const WAITS = {
  ...{ alipay: PHONE_WAITS, wechat: { ...PHONE_WAITS, reopenMs: [100, 200] }, unionpay: PHONE_WAITS },
  billing: { customerMs: [0, 200, 300], laterMs: [300] },
}

class World {
  readonly hall: TestHall
  readonly kiosk: Kiosk
  readonly #accounts: UtilityAccount[]
  #english = false
  #papersBefore = 0
  accountNo = ''

  constructor(hall: TestHall, kiosk: Kiosk, accounts: UtilityAccount[]) {
    this.hall = hall
    this.kiosk = kiosk
    this.#accounts = accounts
  }

  static async start(): Promise<World> {
    const pays = { waits: WAITS, settings: { unionpay: { graceMs: 0 } } }
    const hall = await TestHall.start(undefined, { clockWallMs: 0, pays })
    const kiosk = await startKiosk(hall, { clock: hall.clock })
    const wanted = { mode: 'postpaid', owing: true, limit: 200 }
    const accounts = await hall.outside.ask<UtilityAccount[]>('utility', 'accounts', wanted)
    return new World(
      hall,
      kiosk,
      accounts.filter(({ name }) => name === null),
    )
  }

  at(id: string): Locator {
    return this.kiosk.screen.getByTestId(id)
  }

  /** A new customer at the start page. */
  async begin({ english = false } = {}): Promise<void> {
    const { hall } = this
    const [account] = this.#accounts.splice(0, 1)
    this.accountNo = account?.accountNo ?? ''
    for (const name of ['utility', ...PHONES] as const) await hall.outside.ask(name, 'clearFaults')
    this.#papersBefore = (await this.papers()).length
    await this.at('begin-pay').waitFor()
    this.#english = english
    const { screen } = this.kiosk
    const inEnglish = screen.getByRole('heading', { name: 'What can we do for you?' })
    if (english) await touch(this.at('language'), inEnglish)
  }

  async toWays(): Promise<void> {
    await toBills(this.kiosk.screen, this.accountNo)
    await toWays(this.kiosk.screen)
  }

  async toCode(phone: Phone): Promise<void> {
    await this.toWays()
    await touch(this.at(`way-${phone}`), this.at('to-pay'))
  }

  faults(name: OutsideName, ...faults: Fault[]): Promise<unknown> {
    return this.hall.outside.ask(name, 'faults', faults)
  }

  async expectUsed(name: OutsideName, ...used: string[]): Promise<void> {
    const all = await this.hall.outside.ask<Record<string, number>>(name, 'usedFaults')
    expect(Object.keys(all)).toEqual(expect.arrayContaining(used))
  }

  clear(name: OutsideName): Promise<unknown> {
    return this.hall.outside.ask(name, 'clearFaults')
  }

  /** How many such facts there are now. */
  async count(type: FactType): Promise<number> {
    return (await this.hall.factsOf(type)).length
  }

  async until(type: FactType, count: number): Promise<void> {
    await expect.poll(() => this.count(type), { intervals: [30] }).toBeGreaterThanOrEqual(count)
  }

  /** Cancels at the code, and means it. */
  async cancel(): Promise<void> {
    await touch(this.at('cancel'), this.at('consequence'))
    const button = this.at('really-cancel')
    await expect(async () => {
      if (await button.isVisible()) await button.click({ timeout: 1_000 })
      await expect(button).toBeHidden({ timeout: 2_000 })
    }).toPass({ intervals: [50] })
  }

  /** What stands on the screen, in the language of the customer. */
  async expectSays(zh: string, en: string): Promise<void> {
    await expect(this.kiosk.screen.getByText(this.#english ? en : zh).first()).toBeVisible()
  }

  async papers(): Promise<{ text: string }[]> {
    return this.hall.devices.printer.control.papers()
  }

  /** How many papers this customer got. */
  async ownPapers(): Promise<number> {
    return (await this.papers()).length - this.#papersBefore
  }

  /** The first paper of this customer. */
  async #paper(): Promise<string> {
    await expect.poll(() => this.ownPapers(), { intervals: [50] }).toBeGreaterThan(0)
    return (await this.papers())[this.#papersBefore]?.text ?? ''
  }

  /** Reference number of the screen; the paper that comes out has it too, and what is said of it. */
  async expectPaper(...says: string[]): Promise<string> {
    const text = await this.#paper()
    const reference = await this.at('reference').innerText()
    for (const one of [reference, ...says]) expect(text).toContain(one)
    expect(text).not.toContain(this.accountNo)
    return text
  }

  async look(name: string): Promise<void> {
    await picture(this.kiosk.screen, `pay-fault-${name}`)
    await expectAccessible(this.kiosk.screen, name)
    await this.at('senior').click()
    await picture(this.kiosk.screen, `pay-fault-${name}-senior`)
    await expectAccessible(this.kiosk.screen, `${name}, senior`)
  }

  /** The bills are paid: the screen says so, and the receipt. */
  async expectDone(): Promise<void> {
    await this.at('done').waitFor()
    const text = await this.#paper()
    const delivered = await this.hall.factsOf('Delivered')
    expect(text).toContain(delivered.at(-1)?.writeOffNo ?? 'no write-off')
  }

  /** The customer leaves; books agree. */
  async end(): Promise<void> {
    await touch(this.at('done').or(this.at('to-start')), this.at('begin-pay'))
    await expectBooksAgree(this.hall)
  }

  async restart(): Promise<void> {
    await this.hall.killServer()
    await this.hall.startServer()
  }
}

const test = base.extend<object, { world: World }>({
  world: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const world = await World.start()
      await use(world)
      await world.kiosk.close()
      await world.hall.stop()
    },
    { scope: 'worker' },
  ],
})
test.afterEach(async ({ world }, info) => {
  if (info.status !== info.expectedStatus)
    await info.attach('hall-server.log', { body: world.hall.serverLog() })
})

/** Names of places and faults: each sandbox has those of its channel's documents. */
const PLACE = {
  alipay: { open: 'precreate', close: 'cancel', refund: 'refund', notice: 'notice', busy: 'systemBusy' },
  wechat: { open: 'native', close: 'close', refund: 'refund', notice: 'notify', busy: 'systemBusy' },
  unionpay: { open: 'apply', close: 'query', refund: 'refund', notice: 'notice', busy: 'busy' },
} as const

for (const phone of PHONES)
  test.describe(phone, () => {
    test.describe.configure({ mode: 'default' })
    const { open, close, refund, notice, busy } = PLACE[phone]

    test(`${phone}: an opening that is lost, or whose answer is, charges nobody; the customer goes on`, async ({
      world,
    }) => {
      await world.begin({ english: phone === 'unionpay' })
      await world.faults(
        phone,
        ...[
          { at: open, does: 'dropRequest', times: 1 },
          { at: open, does: 'dropResponse', times: 1 },
        ],
      )
      await world.toWays()
      if (phone === 'wechat') await touch(world.at('way-wechat'), world.at('to-pay'))
      else {
        await touch(world.at(`way-${phone}`), world.at('other-way'))
        await world.expectSays('没有收取您任何款项', 'No money was taken')
        await expect(world.at('reference')).toContainText('K1-')
        await world.look(`channel-away-${phone}`)
        await touch(world.at('other-way'), world.at(`way-${phone}`))
        await touch(world.at(`way-${phone}`), world.at('other-way'))
        await touch(world.at('other-way'), world.at(`way-${phone}`))
        await touch(world.at(`way-${phone}`), world.at('to-pay'))
      }
      await world.expectUsed(phone, `${open} dropRequest`, `${open} dropResponse`)
      await payByPhone(world.hall, phone)
      await world.expectDone()
      await world.end()
    })

    test(`${phone}: questions and answers lost, forged, or "busy" keep the code on the screen until it is known`, async ({
      world,
    }) => {
      await world.begin()
      await world.toCode(phone)
      await world.faults(
        phone,
        ...[
          { at: notice, does: 'dropRequest', times: 1 },
          { at: 'query', does: 'dropRequest', times: 1 },
          { at: 'query', does: 'dropResponse', times: 1 },
          { at: 'query', does: 'badSignature', times: 1 },
          { at: 'query', does: busy, times: 5 },
        ],
      )
      await payByPhone(world.hall, phone)
      await world.expectDone()
      await world.expectUsed(phone, 'query dropResponse', 'query badSignature', `query ${busy}`)
      await world.end()
    })

    test(`${phone}: notices twice, late, out of turn and forged count once; forged ones are recorded`, async ({
      world,
    }) => {
      await world.begin()
      await world.toCode(phone)
      const before = { paid: await world.count('AttemptPaid'), refused: await world.count('NoticeRefused') }
      await world.faults(
        phone,
        { at: 'query', does: 'dropRequest', times: 10_000 },
        { at: notice, does: phone === 'unionpay' ? 'twice' : 'duplicate', times: 1 },
      )
      await payByPhone(world.hall, phone)
      await world.expectDone()
      await noticesAgain(world, phone)
      await world.until('NoticeRefused', before.refused + 1)
      expect(await world.count('AttemptPaid')).toBe(before.paid + 1)
      expect(await world.count('SurplusPaid')).toBe(0)
      await world.clear(phone)
      await world.end()
    })

    test(`${phone}: who pays between the last look and the end gets it back, and is told so`, async ({
      world,
    }) => {
      await world.begin({ english: phone === 'wechat' })
      await world.toCode(phone)
      const inBetween = { alipay: 'payBeforeCancel', wechat: 'payBeforeClose', unionpay: null }[phone]
      if (inBetween) await world.faults(phone, { at: close, does: inBetween, times: 1 })
      // The answer to the first refund is lost: it is asked for again under its one number.
      await world.faults(phone, { at: refund, does: 'dropResponse', times: 1 })
      await world.cancel()
      if (!inBetween) await payByPhone(world.hall, phone)
      await world.expectSays('没有缴成，钱按原路退回', 'Not paid: your money goes back')
      await world.expectPaper('款项退回通知', 'MONEY GOES BACK', 'Done by')
      if (phone !== 'unionpay') await world.look(`goes-back-${phone}`)
      await world.end()
    })

    test(`${phone}: "busy" and nothing else leaves nobody unsure: reference, time and slip`, async ({
      world,
    }) => {
      await world.begin({ english: phone === 'alipay' })
      await world.toCode(phone)
      for (const at of new Set(['query', close])) await world.faults(phone, { at, does: busy, times: 10_000 })
      await world.cancel()
      await world.expectSays('暂时不知道付款是否成功', 'It is not known yet whether you have paid')
      await world.expectPaper('缴费结果待确认', 'PAYMENT NOT CONFIRMED YET', 'Settled by')
      if (phone !== 'unionpay') await world.look(`unknown-${phone}`)
      // It was paid after all, and everybody is told only now.
      await world.faults(phone, { at: notice, does: 'dropRequest', times: 1 })
      await payByPhone(world.hall, phone)
      await world.clear(phone)
      await world.end()
    })

    endsWhole(phone)
  })

/** After the end: the notice again, forged ones, and one more. */
async function noticesAgain({ hall: { outside } }: World, phone: Phone): Promise<void> {
  const no = await outside.ask<string>(phone, 'latest')
  if (phone === 'alipay') {
    await outside.ask(phone, 'deliver', { channelNo: no, copies: 2, newestFirst: true })
    for (const manner of ['tampered', 'otherApp', 'otherKey'])
      await outside.ask(phone, 'deliver', { channelNo: no, manner })
  }
  if (phone === 'wechat')
    for (const make of ['true', 'tampered', 'tamperedBody', 'stale', 'probe', 'otherApp', 'true'])
      await outside.ask(phone, 'notify', { no, make })
  if (phone === 'unionpay') {
    await outside.ask(phone, 'notify', { orderId: no })
    for (const does of ['badSignature', 'foreignCert']) {
      await outside.ask(phone, 'faults', [{ at: 'notice', does, times: 1 }])
      await outside.ask(phone, 'notify', { orderId: no })
    }
  }
}

test.describe('the utility', () => {
  test.describe.configure({ mode: 'default' })
  test('the utility: answers lost, forged, garbled and "busy": written off once', async ({ world }) => {
    await world.begin()
    await world.toCode('alipay')
    await world.faults(
      'utility',
      ...['dropResponse', 'badSignature', 'garbage', 'busy', 'error500', 'wrongAmount'].map((does) => ({
        ...{ at: 'writeOff', does, times: 1 },
      })),
    )
    await payByPhone(world.hall, 'alipay')
    await expect
      .poll(async () => (await world.count('Delivered')) + (await world.count('DeliveryUnsure')))
      .toBeGreaterThan(0)
    await world.at('done').or(world.at('to-start')).waitFor()
    await world.expectUsed('utility', 'writeOff dropResponse', 'writeOff badSignature', 'writeOff garbage')
    await world.end()
  })

  test('the utility is slow: the customer is told that it takes longer, and gets the receipt', async ({
    world,
  }) => {
    await world.begin({ english: true })
    await world.toCode('wechat')
    await world.faults('utility', { at: 'writeOff', does: 'delayAnswer', times: 1, ms: 3_000 })
    const paid = await world.count('AttemptPaid')
    await payByPhone(world.hall, 'wechat')
    await world.until('AttemptPaid', paid + 1)
    await world.hall.clock.pass(11_000)
    await world.expectSays('已收到付款，销账还要一会儿', 'Paid. Settling takes a little longer')
    await world.look('slow')
    await world.expectDone()
    await world.end()
  })

  test('the utility is down: paid, not settled, said so with a number and a time; settled later', async ({
    world,
  }) => {
    await world.begin()
    await world.toCode('unionpay')
    await world.faults('utility', { at: 'writeOff', does: 'dropRequest', times: 10_000 })
    await payByPhone(world.hall, 'unionpay')
    await world.expectSays('钱已收到，缴费还在处理', 'Your money is received')
    await world.expectPaper('缴费结果待确认', '最迟')
    await world.look('not-settled')
    await world.clear('utility')
    await world.end()
  })

  test('the bill was paid elsewhere while the code was on the screen: the money goes back', async ({
    world,
  }) => {
    await world.begin({ english: true })
    await world.toCode('alipay')
    const { hall, accountNo } = world
    const { bills } = await hall.outside.ask<UtilityAccount>('utility', 'account', { accountNo })
    await hall.outside.ask('utility', 'payElsewhere', { accountNo, billId: bills[0]?.billId })
    await world.faults(
      'alipay',
      { at: 'refund', does: 'dropResponse', times: 1 },
      { at: 'refund', does: 'systemBusy', times: 1 },
    )
    await payByPhone(hall, 'alipay')
    await world.expectSays('没有缴成，钱按原路退回', 'Not paid: your money goes back')
    await world.expectPaper('款项退回通知', 'MONEY GOES BACK')
    await world.look('write-off-refused')
    await world.end()
  })

  test('the account was closed while the code was on the screen: the money goes back', async ({ world }) => {
    await world.begin()
    await world.toCode('wechat')
    await world.hall.outside.ask('utility', 'closeAccount', { accountNo: world.accountNo })
    await payByPhone(world.hall, 'wechat')
    await world.expectSays('没有缴成，钱按原路退回', 'Not paid: your money goes back')
    await world.expectPaper('款项退回通知')
    await world.end()
  })

  endsWhole('the utility')
})

test.describe('programs that die', () => {
  test.describe.configure({ mode: 'default' })
  for (const phone of PHONES)
    test(`${phone}: the hall dies between intention and call: nobody is charged, and the order ends`, async ({
      world,
    }) => {
      await world.begin()
      await world.toWays()
      const opened = await world.count('AttemptOpened')
      await world.faults(phone, { at: PLACE[phone].open, does: 'delay', times: 1, ms: 1_500 })
      await world.at(`way-${phone}`).click()
      await world.until('AttemptOpened', opened + 1)
      await world.restart()
      if (phone === 'wechat') {
        await world.at('to-pay').waitFor()
        await world.cancel()
      }
      if (phone === 'unionpay') await world.hall.clock.pass(62_000)
      await world.at('to-start').waitFor()
      await world.end()
    })

  test('the hall dies after the payment, before and after the write-off: each is written off once', async ({
    world,
  }) => {
    for (const [phone, does] of [
      ['wechat', 'delay'],
      ['unionpay', 'delayAnswer'],
    ] as const) {
      await world.begin()
      await world.toCode(phone)
      const { hall } = world
      const before = { begun: await world.count('DeliveryStarted'), written: await writtenOff(hall) }
      await world.faults('utility', { at: 'writeOff', does, times: 1, ms: 1_500 })
      await payByPhone(hall, phone)
      await world.until('DeliveryStarted', before.begun + 1)
      if (does === 'delayAnswer') await expect.poll(() => writtenOff(hall)).toBe(before.written + 1)
      await world.restart()
      await world.expectDone()
      await world.end()
    }
  })

  async function writtenOff(hall: TestHall): Promise<number> {
    return (await hall.outside.ask<unknown[]>('utility', 'writeOffs')).length
  }

  test('the hall dies while it gives back: given back once', async ({ world }) => {
    await world.begin()
    await world.toCode('alipay')
    await world.hall.outside.ask('utility', 'closeAccount', { accountNo: world.accountNo })
    await world.faults('alipay', { at: 'refund', does: 'delay', times: 1, ms: 1_500 })
    const asked = await world.count('RefundAsked')
    await payByPhone(world.hall, 'alipay')
    await world.until('RefundAsked', asked + 1)
    await world.restart()
    await world.expectSays('没有缴成，钱按原路退回', 'Not paid')
    await world.end()
  })

  test('the agent dies while it is written off: the customer is told of it, with one receipt', async ({
    world,
  }) => {
    await world.begin()
    await world.toCode('alipay')
    await world.faults('utility', { at: 'writeOff', does: 'delayAnswer', times: 1, ms: 1_000 })
    const paid = await world.count('AttemptPaid')
    await payByPhone(world.hall, 'alipay')
    await world.until('AttemptPaid', paid + 1)
    process.kill(await world.kiosk.agentPid(), 'SIGKILL')
    await world.expectDone()
    await world.end()
    expect(await world.ownPapers()).toBe(1)
  })

  endsWhole('programs that die')
})

function endsWhole(what: string): void {
  test(`after all of it, ${what}: the chain is whole, the books balance, and no order is without an end`, async ({
    world: { hall },
  }) => {
    const orders = join(hall.folder, 'orders.jsonl')
    const verify = [
      inRoot('scripts/verify/verify.ts'),
      join(hall.folder, 'hall'),
      '--json',
      '--export',
      orders,
    ]
    const { stdout } = await promisify(execFile)(process.execPath, verify, { timeout: 120_000 })
    expect(JSON.parse(stdout)).toMatchObject({ isWhole: true, books: { isBalanced: true } })
    const lines = (await readFile(orders, 'utf8')).trim().split('\n')
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ heldFen: 0, obligations: [] })
  })
}
