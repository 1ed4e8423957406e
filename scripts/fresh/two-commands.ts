import { once } from 'node:events'
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { lineLike, reasonOf, waitFor } from '@service-hall/harness/process'
import type { BareMachine } from './bare-machine.ts'

export type Tests = { passed: number; failed: number }

const ANSWER_MS = 30_000
/** All of a test run is silent for less; it tells every few seconds how far it is. */
const STILL_MS = 20 * 60_000

/** `npm ci && npm start`, up to the printed addresses, which have to answer; then it is ended. */
export async function tryStart(
  machine: BareMachine,
  clone: string,
  say: (line: string) => void,
): Promise<'ok' | 'failed'> {
  say('$ npm ci && npm start')
  const addresses: string[] = []
  const demo = machine.start(`cd ${clone} && npm ci && npm start`, (line) => {
    say(line)
    addresses.push(...addressesIn(line))
  })
  try {
    await demo.next(lineLike(/Ctrl-C stops everything/))
    if (addresses.length === 0) throw new Error('no address was printed')
    for (const address of addresses) await mustAnswer(address)
    return 'ok'
  } catch (error) {
    say(`npm start: ${reasonOf(error)}`)
    return 'failed'
  } finally {
    await demo.stop()
  }
}

/** `npm test`, all of it; what it says is passed on. A run that does not come to its closing line is a failure. */
export async function tryTests(
  machine: BareMachine,
  clone: string,
  say: (line: string) => void,
): Promise<Tests> {
  say('$ npm test')
  const { code, output } = await machine.run(`cd ${clone} && npm test`, { hear: say, stillMs: STILL_MS })
  const tests = closingOf(output)
  if (tests === null) say(`npm test ended with ${code} before its closing line`)
  return tests ?? { passed: 0, failed: 1 }
}

/** The counts of the last closing line, `12 passed, 0 failed`. */
export function closingOf(output: string): Tests | null {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1)
  return last ? { passed: Number(last[1]), failed: Number(last[2]) } : null
}

/** The addresses in a line of the demo's box, without what only a browser needs. */
export function addressesIn(line: string): string[] {
  return [...line.matchAll(/http:\/\/[^\s│]+/g)].map(([address]) => {
    const url = new URL(address)
    url.hash = ''
    return url.href
  })
}

/** Asks as a browser does: names under `localhost` lead to this machine, and are told to the server. */
async function mustAnswer(address: string): Promise<void> {
  const { host, port, pathname } = new URL(address)
  const asked = get({ host: '127.0.0.1', port, path: pathname, headers: { host }, timeout: ANSWER_MS })
  asked.once('timeout', () => asked.destroy(new Error(`no answer within ${ANSWER_MS} ms`)))
  const [answer] = (await waitFor(`an answer of ${address}`, once(asked, 'response'))) as [IncomingMessage]
  answer.resume()
  if (answer.statusCode !== 200) throw new Error(`${address} answers ${answer.statusCode}`)
}
