import { join } from 'node:path'
import { enrol, startServer } from '@service-hall/harness/hall'
import { seededRandom } from '@service-hall/harness/random'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { AnswerBook } from '../lib/answer-book.ts'
import { writeBenchHall } from '../lib/bench-hall.ts'
import { HallClient } from '../lib/hall-client.ts'
import { median } from '../lib/quantile.ts'
import { touch } from '../soak/workload.ts'

export type RestartOptions = {
  tickets: number
  repeats: number
  say: (line: string) => void
}

const AT_ONCE = 32

/**
 * From the start of the server's process to its word that it listens, ms, with so many tickets open in the journal
 * of a server that was killed. The first start after that is not counted: it fills the caches of the machine.
 */
export async function benchRestart({ tickets, repeats, say }: RestartOptions): Promise<number> {
  return withWorkFolder('restart', async (folder) => {
    const hall = await writeBenchHall(folder, { counters: 8, kiosks: 1 })
    const start = { configFile: hall.file, dataFolder: join(folder, 'data') }
    const first = await startServer(start)
    await Promise.all(
      hall.kiosks.map(async (code) => issue(first.url, await enrol(first.url, code), tickets)),
    )
    await first.kill()
    const times: number[] = []
    for (let repeat = 0; repeat <= repeats; repeat += 1) {
      const server = await startServer(start)
      if (repeat > 0) times.push(server.startMs)
      say(`listens ${Math.round(server.startMs)} ms after a crash with ${tickets} open tickets`)
      await server.kill()
    }
    return Math.round(median(times))
  })
}

async function issue(url: string, token: string, tickets: number): Promise<void> {
  const client = new HallClient({ url, token, book: new AnswerBook() })
  const random = seededRandom(1)
  let left = tickets
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await client.send(touch(random))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  client.close()
}
