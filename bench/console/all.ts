import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '@service-hall/harness/browser'
import { withWorkFolder } from '@service-hall/harness/work-folder'
import type { Browser, BrowserContext, Page } from 'playwright'
import type { HallTasks } from '../hub/halls-process.ts'
import { runHub } from '../hub/running-hub.ts'
import type { BenchHub } from '../hub/running-hub.ts'
import { median } from '../lib/quantile.ts'
import { startWorker } from '../lib/worker.ts'

export type ConsoleBenchOptions = {
  halls: number
  /** How long changes arrive while frames are counted, s, and until memory is looked at the second time. */
  seconds: number
  /** First views from cold; the median counts. */
  repeats: number
  say: (line: string) => void
}

export type ConsoleFigures = {
  /** From asking for the address, in a browser that has nothing of it, until the first halls are painted. */
  firstViewMs: number
  /** Of every second in which changes of all halls arrive. */
  fpsMedian: number
  /** Tasks that held the page longer than 50 ms in that time. */
  longTasks: number
  /** What is in use after a collection of garbage at the end, more than after the first seconds. */
  heapGrowthMb: number
  halls: number
  seconds: number
  cores: number
}

/** What the page counts for itself. */
type Counted = { frames: number[]; longTasks: number }

/** The first seconds fill caches and chart. */
const WARM_S = 15
const VIEW_MS = 60_000

/** The console's overview in a real Chromium, with changes of every hall each second. */
export async function benchConsole({
  halls,
  seconds,
  repeats,
  say,
}: ConsoleBenchOptions): Promise<ConsoleFigures> {
  return withWorkFolder('bench-console', async (folder) => {
    const hub = await runHub({ folder: join(folder, 'hub'), halls, pages: true })
    const load = startWorker<HallTasks>('hub/halls-process.ts')
    const browser = await openBrowser()
    try {
      await load.ask('connect', { urls: [hub.url], first: 1, count: halls })
      const views: number[] = []
      for (let n = 0; n < repeats; n += 1) views.push(await coldView(browser, hub))
      say(`first views ${views.map((ms) => ms.toFixed(0)).join(', ')} ms`)
      const busy = await busyPage(browser, hub, { seconds, load: (s) => load.ask('steady', { seconds: s }) })
      say(`${JSON.stringify(busy)}`)
      return {
        firstViewMs: Math.round(median(views)),
        ...busy,
        halls,
        seconds,
        cores: availableParallelism(),
      }
    } finally {
      await browser.close()
      await load.end()
      await hub.kill()
    }
  })
}

async function context(browser: Browser, { url, cookies: [cookie] }: BenchHub): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  await made.addCookies(
    cookie.split('; ').map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return { name, value: value.join('='), url }
    }),
  )
  return made
}

async function coldView(browser: Browser, hub: BenchHub): Promise<number> {
  const own = await context(browser, hub)
  const page = await own.newPage()
  const began = performance.now()
  await page.goto(hub.url, { waitUntil: 'commit' })
  await firstHalls(page)
  const ms = performance.now() - began
  await own.close()
  return ms
}

/** Halls are there, and a frame with them was painted. */
async function firstHalls(page: Page): Promise<void> {
  await page.waitForSelector('[data-hall]', { timeout: VIEW_MS })
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

async function busyPage(
  browser: Browser,
  hub: BenchHub,
  { seconds, load }: { seconds: number; load: (seconds: number) => Promise<number> },
): Promise<Pick<ConsoleFigures, 'fpsMedian' | 'longTasks' | 'heapGrowthMb'>> {
  const own = await context(browser, hub)
  const page = await own.newPage()
  await page.goto(hub.url)
  await firstHalls(page)
  await load(WARM_S)
  const before = await heapMb(page)
  await page.evaluate(() => {
    const counted = { frames: [] as number[], longTasks: 0 }
    Object.assign(window, { counted })
    let frames = 0
    let second = performance.now()
    const frame = (now: number): void => {
      frames += 1
      if (now - second >= 1_000) {
        counted.frames.push((frames * 1_000) / (now - second))
        frames = 0
        second = now
      }
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    new PerformanceObserver((list) => (counted.longTasks += list.getEntries().length)).observe({
      type: 'longtask',
    })
  })
  await load(seconds)
  const { frames, longTasks } = await page.evaluate(() => (window as unknown as { counted: Counted }).counted)
  const after = await heapMb(page)
  await own.close()
  return {
    fpsMedian: Math.round(median(frames)),
    longTasks,
    heapGrowthMb: Math.round((after - before) * 10) / 10,
  }
}

/** Memory of the page's script that is in use, after a collection of garbage. */
async function heapMb(page: Page): Promise<number> {
  const tools = await page.context().newCDPSession(page)
  await tools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await tools.send('Runtime.getHeapUsage')
  await tools.detach()
  return usedSize / 1_048_576
}
