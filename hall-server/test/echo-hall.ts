// A hall with the capability of `echo.ts` in the journal named by the first argument; the second is the file that stands
// for the world outside. The third: `before` or `after` hangs there in the outside step, to be killed; anything else ends
// when all effects have.
import { appendFile } from 'node:fs/promises'
import { publicConfig } from '@service-hall/contract'
import { aHallFile, asKiosk, command } from '@service-hall/contract/testing'
import { createLog, systemClock as clock } from '@service-hall/server-kit'
import { Effects, effectSource } from '../src/core/effects.ts'
import { Hall } from '../src/core/hall.ts'
import { echo, echoRules } from './echo.ts'
import type { Outside } from './echo.ts'

const [path = '', world = '', hangs = ''] = process.argv.slice(2)
const log = createLog()
const hall = await Hall.open(echoRules, { path, clock, log })
const id = (name: string): { id: string } => ({ id: `${name}-of-the-first-run` })
await hall.system(command('hall.configure', { config: publicConfig(aHallFile()), ...id('configure') }))

const ports: Outside = {
  async outside(ticketId) {
    if (hangs === 'before') await never()
    await appendFile(world, `${ticketId}\n`)
    if (hangs === 'after') await never()
    return true
  },
}
const effects = new Effects(hall, [effectSource(echo, hall, ports)], { clock, log })
await hall.execute(asKiosk(), command('ticket.issue', id('issue')))
process.stdout.write('issued\n')
await effects.settled()
await hall.close()

/** Keeps the process alive and does nothing. */
function never(): Promise<never> {
  process.stdout.write('hanging\n')
  return new Promise(() => setInterval(() => undefined, 1_000))
}
