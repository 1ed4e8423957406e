import { join } from 'node:path'
import { enrol, signInAll, startServer } from '@service-hall/harness/hall'
import type { ServerProcess } from '@service-hall/harness/hall'
import { forkRandom, seededRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { AnswerBook } from '../lib/answer-book.ts'
import { PASSWORD, writeBenchHall } from '../lib/bench-hall.ts'
import { HallClient } from '../lib/hall-client.ts'
import { checkJournal } from './journal-check.ts'
import { Clerk, touch } from './workload.ts'

export type CrashOptions = {
  /** How often the server is killed. */
  runs: number
  seed: number
  say: (line: string) => void
}

export type CrashResult = {
  runs: number
  /** Commands that were answered. */
  acknowledged: number
  /** Answers that the journal does not bear out. */
  lost: number
  /** Ticket numbers and commands that stand twice. */
  numbersDoubled: number
}

const COUNTERS = 8
const KIOSKS = 2
const HANDS = 4
/** The longest a server works before it is killed, ms after its first answer. */
const LONGEST_LIFE_MS = 250
/** One start in so many is killed before it is done, somewhere within this time. */
const START_KILLED = 10
const START_MS = 800

/** The server is killed again and again while clients write; what they were told must be on the disk at the end. */
export async function soakCrash({ runs, seed, say }: CrashOptions): Promise<CrashResult> {
  return withWorkFolder('soak-crash', async (folder) => {
    const hall = await writeBenchHall(folder, { counters: COUNTERS, kiosks: KIOSKS })
    const dataFolder = join(folder, 'data')
    const start = { configFile: hall.file, dataFolder }
    const random = seededRandom(seed)
    const book = new AnswerBook()
    let server = await startServer(start)
    const { url, port } = server
    const connect = (token: string) => new HallClient({ url, token, book })
    const tokens = await signInAll(
      url,
      hall.seats.map((seat) => seat.staffNumber),
      PASSWORD,
    )
    const seats = hall.seats.map((seat, index) => ({ seat, client: connect(tokens[index] ?? '') }))
    const kiosks = await Promise.all(hall.kiosks.map(async (code) => connect(await enrol(url, code))))

    const shift = { open: true }
    const work = [
      ...seats.map(({ seat, client }) => serve(shift, new Clerk(client, seat, forkRandom(random)))),
      ...kiosks.flatMap((kiosk) =>
        Array.from({ length: HANDS }, () => issue(shift, kiosk, forkRandom(random))),
      ),
    ]
    const clients = [...kiosks, ...seats.map((row) => row.client)]
    const asked: Promise<void>[] = []
    const broken = Promise.all(work).then(() => undefined)
    for (let run = 1; run <= runs; run += 1) {
      const before = book.size
      await Promise.race([book.grown(before), broken])
      await pause(random.below(LONGEST_LIFE_MS))
      await server.kill()
      server = await restart({ ...start, port }, random)
      // Awaited at the end: that an old answer stands is asked while the next crash is on its way, too.
      asked.push(...clients.map((client) => client.askAgain(random)))
      if (run % 20 === 0) say(`killed ${run} of ${runs} times, ${book.size} commands answered`)
    }
    shift.open = false
    await Promise.all([broken, ...asked])
    for (const client of clients) client.close()
    await server.stop()

    const findings = await checkJournal(join(dataFolder, 'journal.sqlite'), book)
    const doubled = [...findings.numbersDoubled, ...findings.doubled]
    for (const line of [...findings.lost, ...doubled].slice(0, 20)) say(`WRONG ${line}`)
    say(`${findings.facts} facts in the journal`)
    return {
      runs,
      acknowledged: book.size,
      lost: findings.lost.length,
      numbersDoubled: doubled.length,
    }
  })
}

/** Starts the server on its old port; now and then it is killed in its start and must start once more. */
async function restart(
  start: { configFile: string; dataFolder: string; port: number },
  random: Random,
): Promise<ServerProcess> {
  if (random.below(START_KILLED) > 0) return startServer(start)
  const early = await startServer({ ...start, killAfterMs: random.below(START_MS) })
  if (early) await early.kill()
  return startServer(start)
}

async function serve(shift: { open: boolean }, clerk: Clerk): Promise<void> {
  await clerk.open()
  while (shift.open) if ((await clerk.serveOne()) === 'empty') await pause(5)
}

async function issue(shift: { open: boolean }, kiosk: HallClient, random: Random): Promise<void> {
  while (shift.open) {
    const answer = await kiosk.send(touch(random))
    if (!answer.ok) kiosk.book.unexpected.push(`a touch was refused: ${answer.code}`)
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
