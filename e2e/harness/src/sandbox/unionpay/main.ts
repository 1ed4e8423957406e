import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runSandbox } from '../kit/index.ts'
import { startUnionpay } from './index.ts'

// UnionPay: node main.ts --port N --control N --set merId=… --set signer=… --set unpaidQuery=05
// --set folder=PATH writes there what a merchant needs: sign.key.pem, issuer.pem, and settings.json for the hall's file, but
// for `backUrl`. The control port tells it too (credentials).

const NAMES = ['merId', 'signer', 'unpaidQuery', 'folder']

await runSandbox('unionpay', async ({ port, control, set }) => {
  const unknown = Object.keys(set).filter((name) => !NAMES.includes(name))
  if (unknown.length > 0) throw new Error(`no such setting: ${unknown.join(', ')}`)
  const { folder, ...settings } = set
  const sandbox = await startUnionpay({ port, control, ...settings })
  if (folder !== undefined) {
    await writeFile(join(folder, 'sign.key.pem'), sandbox.credentials.signKey)
    await writeFile(join(folder, 'issuer.pem'), sandbox.credentials.issuer)
    const { merId, certId, signer } = sandbox.credentials
    const address = `http://127.0.0.1:${sandbox.port}`
    const own = { merId, certId, signer, signKeyFile: 'sign.key.pem', issuerFiles: ['issuer.pem'] }
    const whole = { gateway: `${address}/gateway/api`, fileGateway: `${address}/file`, ...own }
    await writeFile(join(folder, 'settings.json'), `${JSON.stringify(whole, null, 2)}\n`)
  }
  return sandbox
})
