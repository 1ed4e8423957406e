// A hub as a program, for a soak that kills it: `hub-process.ts DATA PORT [DATABASE]`. Lets every hall in.
import { startHub } from '@service-hall/console/hub'

const [dataFolder = '', port = '0', database] = process.argv.slice(2)
const hub = await startHub({
  dataFolder,
  database,
  port: Number(port),
  host: '127.0.0.1',
  directory: { standing: () => 'admitted' },
})
process.stdout.write(`${JSON.stringify({ listening: hub.port })}\n`)
process.once('SIGTERM', () => void hub.close().then(() => process.exit(0)))
