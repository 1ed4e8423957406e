import { runSandbox } from '../kit/index.ts'
import { startWechat } from './index.ts'

// node main.ts --set folder=DIR: WeChat Pay's stand-in; the merchant's keys are written to DIR.
await runSandbox('wechat', ({ port, control, set }) =>
  startWechat({ port, control, ...(set['folder'] !== undefined && { folder: set['folder'] }) }),
)
