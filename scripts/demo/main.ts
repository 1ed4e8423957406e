import { randomInt } from 'node:crypto'
import { reasonOf } from '@service-hall/harness/process'
import { startDemo } from './demo.ts'
import { DEMO_USAGE, readDemoOptions } from './options.ts'

/** `npm start` and `npm run dev`: reads the command line, and says what is wrong in words. */
export async function demoMain({ dev }: { dev: boolean }): Promise<void> {
  const request = readDemoOptions(process.argv.slice(2), randomInt(1_000_000))
  switch (request.kind) {
    case 'help':
      return console.log(DEMO_USAGE)
    case 'wrong':
      console.error(`${request.message}\n\n${DEMO_USAGE}`)
      process.exitCode = 2
      return
    case 'run':
      try {
        await startDemo({ options: request.options, dev, say: (line) => console.log(line) })
      } catch (error) {
        console.error(reasonOf(error))
        process.exit(1)
      }
  }
}
