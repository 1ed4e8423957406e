// The customer of a running demo pays: npm run pay -- alipay|wechat|unionpay [--data DIR]
// What they pay is the code that was shown last.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inRoot } from '@service-hall/harness/paths'
import { reasonOf } from '@service-hall/harness/process'
import { askControl, portsOf } from '@service-hall/harness/sandbox'
import { SANDBOXES } from './sandboxes.ts'

const PHONES = ['alipay', 'wechat', 'unionpay'] as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string', default: 'data' } },
})
process.exitCode = await pay(positionals[0] ?? 'alipay')

async function pay(name: string): Promise<number> {
  const phone = PHONES.find((one) => one === name)
  if (!phone) {
    console.error(`There is no ${name}: ${PHONES.join(', ')}.`)
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
