// Brings up the demo hall: device simulators, hall server, device host, kiosk; with --customers also a crowd.
import { demoMain } from './main.ts'

await demoMain({ dev: false })
