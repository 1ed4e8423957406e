// The customer of a running demo pays: npm run pay -- alipay|wechat|unionpay|card [--data DIR] [--config FILE] [--pin N]
// What they pay is the code that was shown last; by card, what the kiosk's card terminal waits for.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readHallFile } from '@service-hall/hall-server/hall-file'
import { inRoot } from '@service-hall/harness/paths'
import { reasonOf } from '@service-hall/harness/process'
import { askControl, portsOf } from '@service-hall/harness/sandbox'
import { payByCard, terminalControl } from './pay-card.ts'
import { SANDBOXES } from './sandboxes.ts'

const PHONES = ['alipay', 'wechat', 'unionpay'] as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: 'data' },
    config: { type: 'string', default: 'hall-server/config/demo-hall.yaml' },
    pin: { type: 'string' },
  },
})
const [way = 'alipay'] = positionals
process.exitCode = await (way === 'card' ? payCard() : pay(way))

async function pay(name: string): Promise<number> {
  const phone = PHONES.find((one) => one === name)
  if (!phone) {
    console.error(`There is no ${name}: ${PHONES.join(', ')}, card.`)
    return 2
  }
  try {
    const { control } = portsOf(join(inRoot(values.data), SANDBOXES))[phone]
    const channelNo = await askControl<string | null>(control, 'latest')
    if (channelNo === null) {
      console.error(`No code of ${phone} is on a screen.`)
      return 1
    }
    await askControl(control, 'pay', { channelNo, orderId: channelNo, no: channelNo })
    console.log(`Paid by ${phone}: ${channelNo}`)
    return 0
  } catch (error) {
    console.error(`Not paid (${reasonOf(error)}). Does the demo run? npm start`)
    return 1
  }
}

async function payCard(): Promise<number> {
  const control = terminalControl(await readHallFile(inRoot(values.config)))
  if (control === null) {
    console.error('This hall has no simulated card terminal.')
    return 2
  }
  try {
    await payByCard(control, values.pin)
    console.log('The card was inserted, its PIN entered, and it was taken back.')
    return 0
  } catch (error) {
    console.error(
      `Not paid (${reasonOf(error)}). Choose the bank card at the kiosk first; npm start starts it.`,
    )
    return 1
  }
}
