import { runSandbox } from '../kit/index.ts'
import { ACQUIRER_TEST_SETTINGS, startAcquirer } from './host.ts'

// An acquirer's host: node main.ts --port N --control N --set merchantNo=… --set terminals=10000001,10000002
// --set masterKey=… --set macMasterKey=… --set pinKey=… --set trackKey=… --set reversalUnknown=00 --set billPort=N

await runSandbox('acquirer', ({ port, control, set }) => {
  const { terminals, billPort, ...keys } = set
  const unknown = Object.keys(keys).filter((name) => !Object.hasOwn(ACQUIRER_TEST_SETTINGS, name))
  if (unknown.length > 0) throw new Error(`no such setting: ${unknown.join(', ')}`)
  return startAcquirer({
    port,
    control,
    ...keys,
    ...(terminals === undefined ? {} : { terminals: terminals.split(',') }),
    ...(billPort === undefined ? {} : { billPort: Number(billPort) }),
  })
})
