import { join } from 'node:path'
import { uuid7 } from '@service-hall/contract'
import type { CommandId, ReasonId, Snapshot, TicketId } from '@service-hall/contract'
import { enrol, signIn, startServer } from '@service-hall/harness/hall'
import { waitFor } from '@service-hall/harness/process'
import { seededRandom } from '@service-hall/harness/random'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import { AnswerBook } from '../lib/answer-book.ts'
import { ADMINISTRATOR, PASSWORD, writeBenchHall } from '../lib/bench-hall.ts'
import { HallClient } from '../lib/hall-client.ts'
import { median } from '../lib/quantile.ts'
import { touch } from '../soak/workload.ts'

export type ManagerPageFigures = {
  tickets: number
  /** Characters of the snapshot as JSON. */
  characters: number
  /** From asking to the parsed answer, ms: the first after a change, and of ten pages that open at once the last. */
  firstMs: number
  tenMs: number
}

const AT_ONCE = 32
/** Tickets of the day that are still open. */
const OPEN = 100

/** What a manager's page costs when it opens late in a day of so many tickets. */
export async function benchManagerPage(tickets: number, repeats: number): Promise<ManagerPageFigures> {
  return withWorkFolder('manager-page', async (folder) => {
    const hall = await writeBenchHall(folder, { counters: 8, kiosks: 1 })
    const server = await startServer({ configFile: hall.file, dataFolder: join(folder, 'data') })
    const [code] = hall.kiosks
    if (!code) throw new Error('the bench hall has no kiosk')
    const kiosk = new HallClient({
      url: server.url,
      token: await enrol(server.url, code),
      book: new AnswerBook(),
    })
    const token = await signIn(server.url, ADMINISTRATOR, PASSWORD)
    const manager = new HallClient({ url: server.url, token, book: new AnswerBook() })
    await aDay(kiosk, manager, tickets)
    const firsts: number[] = []
    const tens: number[] = []
    let characters = 0
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      await kiosk.send(touch(seededRandom(repeat)))
      const pages = Array.from(
        { length: 10 },
        () => new HallClient({ url: server.url, token, book: new AnswerBook() }),
      )
      await Promise.all(pages.map((page) => page.connected()))
      const [first = manager] = pages
      const began = performance.now()
      characters = JSON.stringify(await snapshotOf(first)).length
      firsts.push(performance.now() - began)
      await kiosk.send(touch(seededRandom(repeat)))
      const tenBegan = performance.now()
      await Promise.all(pages.map(snapshotOf))
      tens.push(performance.now() - tenBegan)
      for (const page of pages) page.close()
    }
    kiosk.close()
    manager.close()
    await server.stop()
    return { tickets, characters, firstMs: Math.round(median(firsts)), tenMs: Math.round(median(tens)) }
  })
}

function snapshotOf(client: HallClient): Promise<Snapshot> {
  return waitFor(
    'a snapshot',
    new Promise((resolve, reject) =>
      client.socket.emit('subscribe', (answer) =>
        answer.ok ? resolve(answer) : reject(new Error(`no snapshot: ${answer.code}`)),
      ),
    ),
  )
}

/** So many tickets given out and, but for a few, ended. */
async function aDay(kiosk: HallClient, manager: HallClient, tickets: number): Promise<void> {
  const random = seededRandom(1)
  let left = tickets
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const isEnding = left >= OPEN
      const answer = await kiosk.send(touch(random))
      const ticketId = answer.ok ? answer.result.ticket?.id : undefined
      if (ticketId && isEnding) await manager.send(voiding(ticketId))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

function voiding(ticketId: TicketId) {
  const id = uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) as CommandId
  return { type: 'ticket.void', id, ticketId, reasonId: 'left' as ReasonId } as const
}
