import { join } from 'node:path'
import { enrol, signIn, startServer } from '@service-hall/harness/hall'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { PASSWORD, writeBenchHall } from '../lib/bench-hall.ts'
import { runHelper } from '../lib/helper-process.ts'
import { median } from '../lib/quantile.ts'
import type { IssueLoad, IssueRate } from './issue-load.ts'

/** What a ticket takes while nobody signs in, and while some do without pause: medians of the repeats. */
export type SignInFigures = {
  p50Ms: number
  p99Ms: number
  duringP50Ms: number
  duringP99Ms: number
  /** Sign-ins that were checked in one measurement. */
  signIns: number
}

const KIOSKS = 4
/** Tickets under way: a hall at work, not at its limit. */
const CLIENTS = 4
const SIGN_INS_AT_ONCE = 4
const WARM_UP_MS = 500
const MEASURE_MS = 6_000

/** Issues tickets with and without people who sign in, the baseline in the same run and on the same server. */
export async function benchSignIns({
  repeats,
  say,
}: {
  repeats: number
  say: (line: string) => void
}): Promise<SignInFigures> {
  const rounds: SignInFigures[] = []
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const round = await oneRound()
    say(`tickets p99 ${round.p99Ms} ms, during ${round.signIns} sign-ins ${round.duringP99Ms} ms`)
    rounds.push(round)
  }
  const of = (name: keyof SignInFigures): number => median(rounds.map((round) => round[name]))
  return {
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    duringP50Ms: of('duringP50Ms'),
    duringP99Ms: of('duringP99Ms'),
    signIns: of('signIns'),
  }
}

function oneRound(): Promise<SignInFigures> {
  return withWorkFolder('sign-ins', async (folder) => {
    const hall = await writeBenchHall(folder, { counters: 4, kiosks: KIOSKS })
    const server = await startServer({ configFile: hall.file, dataFolder: join(folder, 'data') })
    const { url } = server
    const tokens = await Promise.all(hall.kiosks.map((kiosk) => enrol(url, kiosk)))
    const load = { url, tokens, clients: CLIENTS, warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS }
    const issue = () => runHelper<IssueRate>('hall/issue-load.ts', load satisfies IssueLoad)
    const alone = await issue()
    const guests = signInUntilStopped(
      url,
      hall.seats.map(({ staffNumber }) => staffNumber),
    )
    const during = await issue()
    const signIns = await guests.stop()
    await server.stop()
    return {
      p50Ms: alone.p50Ms,
      p99Ms: alone.p99Ms,
      duringP50Ms: during.p50Ms,
      duringP99Ms: during.p99Ms,
      signIns,
    }
  })
}

/** Signs in from several places at once, without pause, as far as the server lets one address. */
function signInUntilStopped(url: string, numbers: readonly string[]): { stop: () => Promise<number> } {
  let isOver = false
  let done = 0
  const work = async (number: string): Promise<void> => {
    while (!isOver) {
      await signIn(url, number, PASSWORD).then(
        () => (done += 1),
        () => new Promise((resolve) => setTimeout(resolve, 50)), // refused: too many at once
      )
    }
  }
  const working = Promise.all(numbers.slice(0, SIGN_INS_AT_ONCE).map(work))
  return {
    stop: async () => {
      isOver = true
      await working
      return done
    },
  }
}
