import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowser } from '@service-hall/harness/browser'
import { enrol, signIn, startServer } from '@service-hall/harness/hall'
import { inRoot } from '@service-hall/harness/paths'
import { seededRandom } from '@service-hall/harness/random'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import type { Page } from 'playwright'
import { AnswerBook } from '../lib/answer-book.ts'
import { PASSWORD, writeBenchHall } from '../lib/bench-hall.ts'
import { HallClient } from '../lib/hall-client.ts'
import { spread } from '../lib/quantile.ts'
import type { Spread } from '../lib/quantile.ts'
import { id, touch } from '../soak/workload.ts'

const WARM_UP = 5
/** Between two calls, so that each is alone, ms. */
const PAUSE_MS = 100

/**
 * From a counter's command to the ticket number in the document of the real call display in Chromium, ms: the
 * moment a mutation observer sees it among the last calls, in an epoch clock that both processes share.
 */
export async function benchCallToDisplay(calls: number): Promise<Spread> {
  if (!existsSync(inRoot('hall-server/dist/app/display.html')))
    throw new Error('The pages are not built: npm run build')
  return withWorkFolder('display', async (folder) => {
    const hall = await writeBenchHall(folder, { counters: 1, kiosks: 1, displays: 1 })
    const server = await startServer({ configFile: hall.file, dataFolder: join(folder, 'data'), pages: true })
    const { url } = server
    const book = new AnswerBook()
    const connect = (token: string) => new HallClient({ url, token, book })
    const counter = connect(await signIn(url, hall.seats[0]?.staffNumber ?? '', PASSWORD))
    const stations = await Promise.all([...hall.kiosks, ...hall.displays].map((code) => enrol(url, code)))
    const [kiosk = '', display = ''] = stations
    const browser = await openBrowser()
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
    await context.addCookies([{ name: 'hall_session', value: display, url }])
    const page = await context.newPage()
    await page.goto(`${url}/display`)
    await page.locator('[data-link="online"]').waitFor()
    await watchCalls(page)

    const random = seededRandom(1)
    const intake = connect(kiosk)
    for (let count = 0; count < calls + WARM_UP; count += 1) await intake.send(touch(random))
    const head = () => ({ id: id(random), counterId: hall.seats[0]?.counterId ?? ('' as never) })
    await counter.send({ type: 'counter.open', ...head() })
    const sent = new Map<string, number>()
    for (let count = -WARM_UP; count < calls; count += 1) {
      const at = performance.timeOrigin + performance.now()
      const answer = await counter.send({ type: 'ticket.call', ...head() })
      const number = answer.ok && answer.result.ticket?.number
      if (!number) throw new Error('a call was refused')
      if (count >= 0) sent.set(number, at)
      await page.locator('[data-call]', { hasText: number }).first().waitFor()
      await counter.send({ type: 'ticket.start', ...head() })
      await counter.send({ type: 'ticket.complete', ...head() })
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
    const seen = await seenCalls(page)
    counter.close()
    intake.close()
    await browser.close()
    await server.stop()
    return spread([...sent].map(([number, at]) => (seen[number] ?? Number.NaN) - at))
  })
}

/** Has the page note when each number first stands among its last calls. */
async function watchCalls(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Record<string, number> = {}
    Object.assign(window, { seenCalls: seen })
    const look = (): void => {
      const now = performance.timeOrigin + performance.now()
      for (const ticket of document.querySelectorAll('[data-call] .ticket')) seen[ticket.textContent] ??= now
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}

function seenCalls(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => (window as unknown as { seenCalls: Record<string, number> }).seenCalls)
}
