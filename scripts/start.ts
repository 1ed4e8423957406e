// Brings up the demo hall: device simulators, hall server, device host, kiosk; with --customers also a crowd.
import { randomInt } from 'node:crypto'
import { startDemo } from './lib/demo.ts'
import { demoUsage, readDemoOptions } from './lib/demo-options.ts'
import { reasonOf } from './lib/run.ts'

const request = readDemoOptions(process.argv.slice(2), randomInt(1_000_000))
switch (request.kind) {
  case 'help':
    console.log(demoUsage)
    break
  case 'wrong':
    console.error(`${request.message}\n\n${demoUsage}`)
    process.exitCode = 2
    break
  case 'run':
    try {
      await startDemo(request.options, (line) => console.log(line))
    } catch (error) {
      console.error(reasonOf(error))
      process.exit(1)
    }
}
