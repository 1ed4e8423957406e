import { join } from 'node:path'
import { enrol } from '@service-hall/harness/hall'
import type { ServerProcess } from '@service-hall/harness/hall'
import { inRoot } from '@service-hall/harness/paths'
import { lookUntil, runNode } from '@service-hall/harness/process'
import { forkRandom, seededRandom } from '@service-hall/harness/random'
import type { Random } from '@service-hall/harness/random'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { AnswerBook } from '../lib/answer-book.ts'
import { HallClient } from '../lib/hall-client.ts'
import { checkJournal } from './journal-check.ts'
import { BooksReader } from './powercut/books.ts'
import { openPayingHall } from './powercut/hall.ts'
import type { PayingHall } from './powercut/hall.ts'
import { Payer } from './powercut/payer.ts'
import { Power } from './powercut/power.ts'

export type PowercutOptions = {
  /** How often the power is cut. */
  runs: number
  seed: number
  /** Path of the compiled shim (`ensureShim`). */
  shim: string
  /** Runs the server with `synchronous=NORMAL`: the soak has to find that. */
  isWeak?: boolean
  say: (line: string) => void
}

export type PowercutResult = {
  runs: number
  /** Commands that were answered. */
  acknowledged: number
  /** Answers that were other ones after a cut, or that the journal does not bear out. */
  lost: number
  /** Cuts after which books or chain did not agree in themselves, and differences to the utility's books. */
  unbalanced: number
  /** Orders whose money nobody had to see to after a cut. */
  unowned: number
}

/** Cuts of one hall; then another one begins, so that its first hour is cut too and its journal stays short. */
const CUTS_A_HALL = 25
const KIOSKS = 6
const ACCOUNTS = 400
/** The server works so long after the first answer that is new, ms: at least, and up to so much more. */
const SHORTEST_LIFE_MS = 100
const LIFE_SPAN_MS = 600
/** One start in so many is cut before it is done, somewhere within this time. */
const START_CUT = 10
const START_MS = 800

/** The power of a hall's machine is cut again and again while customers pay; what they were told must hold afterwards. */
export async function soakPowercut({ runs, seed, ...options }: PowercutOptions): Promise<PowercutResult> {
  const random = seededRandom(seed)
  const sum: PowercutResult = { runs: 0, acknowledged: 0, lost: 0, unbalanced: 0, unowned: 0 }
  while (sum.runs < runs) {
    const cuts = Math.min(CUTS_A_HALL, runs - sum.runs)
    const { acknowledged, lost, unbalanced, unowned } = await cutOneHall({ ...options, cuts, random })
    for (const line of [...lost, ...unbalanced, ...unowned].slice(0, 20)) options.say(`WRONG ${line}`)
    sum.runs += cuts
    sum.acknowledged += acknowledged
    sum.lost += lost.length
    sum.unbalanced += unbalanced.length
    sum.unowned += unowned.length
    options.say(`cut ${sum.runs} of ${runs} times, ${sum.acknowledged} commands answered`)
  }
  return sum
}

type HallOptions = Pick<PowercutOptions, 'shim' | 'isWeak' | 'say'> & { cuts: number; random: Random }
type Findings = { acknowledged: number; lost: string[]; unbalanced: string[]; unowned: string[] }

function cutOneHall({ shim, isWeak = false, say, cuts, random }: HallOptions): Promise<Findings> {
  return withWorkFolder('soak-powercut', async (folder) => {
    const size = { kiosks: KIOSKS, accounts: ACCOUNTS, seed: random.below(2 ** 32) }
    const hall = await openPayingHall(folder, size)
    const { configFile, paymentSystems } = hall
    const power = new Power({ folder, configFile, paymentSystems, shim, isWeak })
    try {
      const cutting = new Cutting(power, hall, random)
      await cutting.begin(isWeak)
      for (let cut = 1; cut < cuts; cut += 1) await cutting.cutOnce()
      const findings = await cutting.end()
      say(`${cutting.books.facts} facts, ${cutting.books.writtenOffFen} fen written off`)
      return findings
    } finally {
      await hall.close()
    }
  })
}

/** The lives of one hall, one after the other, and what was found between them. */
class Cutting {
  readonly books = new BooksReader()
  readonly #book = new AnswerBook()
  readonly #power: Power
  readonly #hall: PayingHall
  readonly #random: Random
  readonly #unbalanced: string[] = []
  readonly #unowned: string[] = []
  readonly #shift = { isOpen: true }
  #payers: Payer[] = []
  /** Rejects when a customer ends by an error; resolves when all have ended. */
  #work: Promise<unknown> = Promise.resolve()
  #server: ServerProcess | null = null

  constructor(power: Power, hall: PayingHall, random: Random) {
    this.#power = power
    this.#hall = hall
    this.#random = random
  }

  /** Kiosks are enrolled on a new server, whose power is cut right then; a weak one would not know them afterwards. */
  async begin(isWeak: boolean): Promise<void> {
    const server = await this.#started()
    const { url } = server
    const tokens = await Promise.all(this.#hall.kiosks.map((kiosk) => enrol(url, kiosk)))
    await (isWeak ? server.stop() : server.kill())
    await this.#restoreAndStart()
    this.#payers = this.#hall.kiosks.map(({ id }, index) => this.#payer(url, id, tokens[index] ?? '', index))
    this.#work = Promise.all(this.#payers.map((payer) => this.#serve(payer)))
  }

  /** Waits for work, cuts at a random moment of it, and looks at what is left. */
  async cutOnce(): Promise<void> {
    await Promise.all(this.#payers.map((payer) => payer.askAgain()))
    await Promise.race([this.#book.grown(this.#book.size), this.#work])
    await pause(SHORTEST_LIFE_MS + this.#random.below(LIFE_SPAN_MS))
    await this.#server?.kill()
    await this.#restoreAndStart()
    if (this.#random.below(START_CUT) > 0) return
    await this.#server?.kill()
    await this.#restoreAndLook()
    const early = await this.#power.start(this.#random.below(START_MS))
    await early?.kill()
    await this.#restoreAndStart()
  }

  /** Customers finish, the utility is told all; then the books of both and every answer are compared. */
  async end(): Promise<Findings> {
    this.#shift.isOpen = false
    await this.#work
    for (const payer of this.#payers) await payer.askAgain()
    await lookUntil('all to be written off', () => this.#payers.every((payer) => payer.isAtRest))
    for (const { client } of this.#payers) client.close()
    await this.#server?.stop()
    const folder = this.#power.data
    await this.#look(folder)
    await this.#verify(folder)
    await this.#compareWithUtility()
    const { lost } = await checkJournal(join(folder, 'journal.sqlite'), this.#book)
    return {
      acknowledged: this.#book.size,
      lost: onceEach([...this.#book.contradictions, ...lost]),
      unbalanced: this.#unbalanced,
      unowned: this.#unowned,
    }
  }

  #payer(url: string, kiosk: string, token: string, index: number): Payer {
    const client = new HallClient({ url, token, book: this.#book })
    // No two kiosks at one account: what the first pays the second would be refused.
    const accounts = this.#hall.accounts.filter((_, at) => at % KIOSKS === index)
    return new Payer(client, { kiosk, accounts, random: forkRandom(this.#random) })
  }

  async #serve(payer: Payer): Promise<void> {
    while (this.#shift.isOpen) if ((await payer.pay()) === 'refused') await pause(5)
  }

  async #started(): Promise<ServerProcess> {
    const server = await this.#power.start()
    if (!server) throw new Error('the hall server did not start')
    return (this.#server = server)
  }

  async #restoreAndLook(): Promise<void> {
    await this.#look(await this.#power.restore())
  }

  async #restoreAndStart(): Promise<void> {
    const copy = await this.#power.restore()
    await Promise.all([this.#look(copy), this.#started()])
  }

  async #look(folder: string): Promise<void> {
    const { unbalanced, unowned } = await this.books.look(folder)
    this.#unbalanced.push(...unbalanced)
    this.#unowned.push(...unowned)
  }

  /** What the tool says that operators have: chain whole, books balanced after every fact. */
  async #verify(folder: string): Promise<void> {
    const { code, output } = await runNode([inRoot('scripts/verify/verify.ts'), folder])
    if (code !== 0) this.#unbalanced.push(output.trim())
  }

  /** What the utility wrote off is what the hall owes it, order by order. */
  async #compareWithUtility(): Promise<void> {
    const standing = (await this.#hall.writeOffs()).filter(({ reversal }) => reversal === null)
    for (const { key } of standing)
      if (!this.books.knows(key)) this.#unbalanced.push(`the utility wrote off ${key}, which the hall lost`)
    const fen = standing.reduce((sum, { answer }) => sum + answer.fen, 0)
    if (fen !== this.books.writtenOffFen)
      this.#unbalanced.push(`the utility wrote off ${fen} fen, the hall ${this.books.writtenOffFen}`)
  }
}

/** Lines of one command, which begin with its name, count once. */
function onceEach(lines: readonly string[]): string[] {
  return [...new Map(lines.map((line) => [line.split(': ')[0], line])).values()]
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
