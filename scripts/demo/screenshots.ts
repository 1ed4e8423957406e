// Takes the pictures of README.md anew, from a demo hall of its own with customers in it. Takes about a minute.
import { join } from 'node:path'
import { openBrowser } from '@service-hall/harness/browser'
import { inRoot } from '@service-hall/harness/paths'
import { onExit } from '@service-hall/harness/process'
import { openWorkFolder } from '@service-hall/harness/work-folder'
import type { Browser, Page } from 'playwright'
import { pageAddress } from './addresses.ts'
import { readDemoOptions } from './options.ts'
import { startDemo } from './demo.ts'

const PORT = 8580
const folder = inRoot('docs/images')
/** Long enough for a queue to stand in front of every counter. */
const CROWD_MS = 45_000

// A preview in a browser can be photographed; a window of Electron is somebody else's.
delete process.env['DISPLAY']
delete process.env['WAYLAND_DISPLAY']

const data = await openWorkFolder('screenshots')
const request = readDemoOptions(
  ['--port', `${PORT}`, '--data', data.path, '--customers', '500', '--speed', '12', '--seed', '7'],
  0,
)
if (request.kind !== 'run') throw new Error('the demo does not take these options any more')
const { kioskAt } = await startDemo({ options: request.options, dev: false, say: () => undefined })
const browser = await openBrowser()
onExit(() => void browser.close())
const display = await open(
  browser,
  pageAddress('v1', PORT, 'display#enrol=demo-enrol-display-v1'),
  1920,
  1080,
)
const counter = await open(browser, pageAddress('counter', PORT, 'counter'), 1366, 768)
await openCounter(counter)
await display.waitForTimeout(CROWD_MS)
await counter.getByRole('button', { name: /叫下一位/ }).click()
// The big call-out stands for some seconds.
await display.waitForTimeout(1_500)
await display.screenshot({ path: join(folder, 'display.png') })
await counter.getByRole('button', { name: '开始办理', exact: true }).click()
await counter.waitForTimeout(8_000)
await counter.screenshot({ path: join(folder, 'counter.png') })
if (kioskAt !== undefined) {
  const kiosk = await open(browser, kioskAt, 1080, 1920)
  await kiosk.waitForTimeout(2_000)
  await kiosk.screenshot({ path: join(folder, 'kiosk.png') })
}
await browser.close()
await data.remove()
process.exit(0)

async function open(from: Browser, url: string, width: number, height: number): Promise<Page> {
  const context = await from.newContext({ viewport: { width, height }, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

async function openCounter(page: Page): Promise<void> {
  await page.locator('input').first().fill('1001')
  await page.locator('input[type=password]').fill('demo-1001')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '开放此窗口' }).first().click()
}
