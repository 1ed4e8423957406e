import { join } from 'node:path'
import { enrol, signInAll, startServer } from '@service-hall/harness/hall'
import { forkRandom, seededRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { AnswerBook } from '../lib/answer-book.ts'
import { ADMINISTRATOR, PASSWORD, writeBenchHall } from '../lib/bench-hall.ts'
import { HallClient } from '../lib/hall-client.ts'
import { faultySending } from './faults.ts'
import { checkJournal } from './journal-check.ts'
import type { Findings } from './journal-check.ts'
import { LiveLine, waitingIn } from './live-line.ts'
import { lostFromView } from './view-check.ts'
import { Clerk, touch } from './workload.ts'

export type CallsOptions = {
  /** Calls to make in all. */
  calls: number
  counters: number
  seed: number
  say: (line: string) => void
}

export type CallsResult = {
  /** Calls that were acknowledged. */
  calls: number
  /** What was acknowledged and is nowhere. */
  lost: number
  /** What was done twice. */
  doubled: number
}

const KIOSKS = 4
/** Touches that are under way at a kiosk. */
const HANDS = 4
/** The queue is kept about this long, so that it is never empty. */
const WAITING = 300

/** Counters serve a full queue over bad lines; then the journal is held against every answer that was given. */
export async function soakCalls(options: CallsOptions): Promise<CallsResult> {
  const { say } = options
  return withWorkFolder('soak-calls', async (folder) => {
    const hall = await writeBenchHall(folder, { counters: options.counters, kiosks: KIOSKS, displays: 1 })
    const dataFolder = join(folder, 'data')
    const server = await startServer({ configFile: hall.file, dataFolder })
    say(`hall server listens after ${Math.round(server.startMs)} ms; signing ${options.counters} clerks in`)
    const book = new AnswerBook()
    const connect = (token: string) => new HallClient({ url: server.url, token, book })
    const [manager = '', ...clerks] = await signInAll(
      server.url,
      [ADMINISTRATOR, ...hall.seats.map((seat) => seat.staffNumber)],
      PASSWORD,
    )
    const watch = new LiveLine(connect(manager), { folds: true })
    const display = await Promise.all(
      hall.displays.map(async (code) => connect(await enrol(server.url, code))),
    )
    const screens = [watch, ...display.map((client) => new LiveLine(client, { folds: true }))]
    const kiosks = await Promise.all(hall.kiosks.map(async (code) => connect(await enrol(server.url, code))))
    const seats = hall.seats.map((seat, index) => ({ seat, client: connect(clerks[index] ?? '') }))
    screens.push(...seats.map(({ client }) => new LiveLine(client, { folds: false })))

    const chance = seededRandom(options.seed)
    const day = new Day(options.calls, say)
    const work = seats.map(({ seat, client }) => {
      const random = forkRandom(chance)
      return day.serve(new Clerk(client, seat, random, () => faultySending(random)))
    })
    const intake = kiosks.flatMap((kiosk) =>
      Array.from({ length: HANDS }, () => day.issue(kiosk, forkRandom(chance), () => waitingIn(watch.view))),
    )
    await Promise.all(work)
    day.close()
    await Promise.all(intake)
    await watch.reached(book.lastFact)
    for (const client of [...kiosks, ...seats.map((row) => row.client)]) client.close()
    await server.stop()

    say(`${book.size} commands answered; reading the journal`)
    const findings = await checkJournal(join(dataFolder, 'journal.sqlite'), book)
    findings.lost.push(...screens.flatMap((screen) => screen.missed))
    findings.lost.push(...lostFromView(watch.view, findings.model, book))
    return summary(findings, book, say)
  })
}

/** The work of one soak: how many calls are left, and how far it is. */
class Day {
  #left: number
  #open = true
  readonly #all: number
  readonly #say: (line: string) => void
  readonly #began = performance.now()
  readonly #progress: NodeJS.Timeout

  constructor(calls: number, say: (line: string) => void) {
    this.#all = this.#left = calls
    this.#say = say
    this.#progress = setInterval(() => this.#report(), 10_000)
  }

  async serve(clerk: Clerk): Promise<void> {
    await clerk.open()
    while (this.#left > 0) {
      this.#left -= 1
      if ((await clerk.serveOne()) === 'served') continue
      this.#left += 1
      await pause(5)
    }
  }

  /** Touches of one customer after the other at a kiosk, while there is room in the queue. */
  async issue(kiosk: HallClient, random: Random, waiting: () => number): Promise<void> {
    while (this.#open) {
      if (waiting() >= WAITING) await pause(2)
      else {
        const answer = await kiosk.send(touch(random), faultySending(random))
        if (!answer.ok) kiosk.book.unexpected.push(`a touch was refused: ${answer.code}`)
      }
    }
  }

  close(): void {
    this.#open = false
    clearInterval(this.#progress)
    this.#report()
  }

  #report(): void {
    const done = this.#all - this.#left
    const seconds = (performance.now() - this.#began) / 1000
    this.#say(`${done} of ${this.#all} calls, ${Math.round(done / seconds)} a second`)
  }
}

function summary(findings: Findings, book: AnswerBook, say: (line: string) => void): CallsResult {
  const { lost, doubled, numbersDoubled } = findings
  for (const line of [...lost, ...doubled, ...numbersDoubled].slice(0, 20)) say(`WRONG ${line}`)
  for (const [code, times] of book.transient) say(`${code}, ${times} times, then sent again`)
  say(`${findings.facts} facts, ${findings.calls} calls of tickets in the journal`)
  const calls = [...book.entries()].filter(
    ([, { command, answer }]) => command.type === 'ticket.call' && answer.ok,
  ).length
  return { calls, lost: lost.length, doubled: doubled.length + numbersDoubled.length }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
