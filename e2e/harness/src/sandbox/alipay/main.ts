import { readFileSync } from 'node:fs'
import { runSandbox } from '../kit/index.ts'
import { startAlipaySandbox } from './index.ts'

// `node main.ts --set appId=… --set sellerId=… --set appPublicKey=FILE --set privateKey=FILE [--set notices=held]`
await runSandbox('alipay', ({ port, control, set }) => {
  const value = (name: string): string => {
    const found = set[name]
    if (found === undefined) throw new Error(`--set ${name}=… is wanting`)
    return found
  }
  return startAlipaySandbox({
    port,
    control,
    appId: value('appId'),
    sellerId: value('sellerId'),
    appPublicKey: readFileSync(value('appPublicKey'), 'utf8'),
    privateKey: readFileSync(value('privateKey'), 'utf8'),
    notices: set['notices'] === 'held' ? 'held' : 'sent',
  })
})
