import { axeFindings } from '@service-hall/harness/axe'
import { openBrowser } from '@service-hall/harness/browser'
import type { GalleryPlaces } from '@service-hall/ui/gallery'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { build, preview } from 'vite'
import { galleryConfig } from './rooms.ts'
import type { Room } from './rooms.ts'

type Shot = GalleryPlaces[number] & { size: GalleryPlaces[number]['sizes'][number] }

/** What came of the pictures of a room. */
export type Shots = { taken: number; faults: string[] }

const AT_ONCE = 2
const PATIENCE_MS = 10_000

/**
 * Takes a picture of every state of a room, in every size, language and mode, into `folder/<room>/<page>/`. A state
 * that throws, logs an error, is wider than its window or in which axe finds something is a fault.
 */
export async function takeShots(
  room: Room,
  { folder, only }: { folder: string; only: RegExp },
): Promise<Shots> {
  // Built as for development: Vue and vue-i18n say what they do not like.
  process.env['NODE_ENV'] = 'development'
  const config = await galleryConfig(room)
  await build(config)
  const server = await preview(config)
  const browser = await openBrowser()
  try {
    const address = `${server.resolvedUrls?.local[0] ?? ''}gallery/index.html`
    const shots = (await listOf(browser, address)).filter(({ hash }) => only.test(`${room.name}/${hash}`))
    const faults: string[] = []
    const next = shots.values()
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const shot of next) {
          const found = await take(browser, `${address}#${shot.hash}`, shot, join(folder, room.name))
          faults.push(...found.map((fault) => `${room.name} ${shot.hash}: ${fault}`))
        }
      }),
    )
    return { taken: shots.length, faults }
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Everything there is to picture, as the gallery itself says. */
async function listOf(browser: Browser, address: string): Promise<Shot[]> {
  const page = await browser.newPage()
  await page.goto(address)
  const places = await page.waitForFunction(() => (window as { gallery?: GalleryPlaces }).gallery, null, {
    timeout: PATIENCE_MS,
  })
  const list = (await places.jsonValue()) ?? []
  await page.close()
  return list.flatMap((entry) => entry.sizes.map((size) => ({ ...entry, size })))
}

async function take(browser: Browser, address: string, shot: Shot, folder: string): Promise<string[]> {
  const context = await browser.newContext({
    viewport: shot.size,
    locale: 'zh-CN',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
  })
  try {
    await page.goto(address)
    await page.waitForSelector('html[data-gallery=shown]', { state: 'attached', timeout: PATIENCE_MS })
    if (await isTooWide(page)) faults.push(`is wider than its window of ${shot.size.width} px`)
    faults.push(...(await axeFindings(page)))
  } catch (error) {
    if (faults.length === 0) faults.push(String(error))
  }
  await page.screenshot({ path: join(folder, fileOf(shot)), animations: 'disabled', caret: 'hide' })
  await context.close()
  return faults
}

function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}

/** `counter/paused.zh.1366x768.png` */
function fileOf({ place, size }: Shot): string {
  const mode = place.senior ? '.senior' : ''
  return join(place.page, `${place.state}.${place.language}${mode}.${size.width}x${size.height}.png`)
}
