import { lookUntil } from '@service-hall/harness/process'
import type { Browser, Page, Request } from 'playwright/test'
import { expectAccessible, expectReadable } from '../fixtures/axe.ts'
import { TYPED, livedRegion } from '../fixtures/lived-region.ts'
import type { Shown } from '../fixtures/lived-region.ts'
import { PASSWORD } from '../fixtures/region.ts'
import type { TestRegion } from '../fixtures/region.ts'
import { expect, picture, test } from '../fixtures/test.ts'

type Language = 'zh' | 'en'
type Route = { name: string; path: string }

const LOCALES = { zh: 'zh-CN', en: 'en' } as const
const SIZES = { light: { width: 1440, height: 900 }, dark: { width: 1280, height: 720 } } as const
/** Least size of what is read from afar, px. */
const LEAST_ON_WALL = 24

/** What stands in English in Chinese text, and in Chinese in English text: names, ids, formats. */
const SAME_IN_BOTH = [
  ...TYPED,
  '东区供电公司',
  '西区供电公司',
  'duty.example',
  'Please go to Hi-tech Service Hall',
  'English',
  '中文',
  'webhook',
  'ECharts',
]

async function signedIn(browser: Browser, region: TestRegion, language: Language): Promise<Page> {
  const context = await browser.newContext({ locale: LOCALES[language], timezoneId: 'Asia/Shanghai' })
  await context.addInitScript((locale) => {
    localStorage.setItem('service-hall.language', locale)
    localStorage.setItem('service-hall.scheme', 'auto')
  }, LOCALES[language])
  const page = await context.newPage()
  await page.goto(region.url)
  await page.locator('[name=name]').fill('admin')
  await page.locator('[name=password]').fill(PASSWORD)
  await page.locator('[type=submit]').click()
  await expect(page.locator('#content')).toBeVisible()
  return page
}

/** The pages that the console itself knows: none is left out, also of those that come later. */
function routesOf(page: Page): Promise<Route[]> {
  return page.evaluate(() => {
    type Router = { getRoutes: () => { name?: unknown; path: string }[] }
    type Mounted = { __vue_app__: { config: { globalProperties: { $router: Router } } } }
    const app = document.querySelector('#app') as unknown as Mounted
    const routes = app.__vue_app__.config.globalProperties.$router.getRoutes()
    return routes.flatMap(({ name, path }) =>
      typeof name === 'string' && name !== 'unknown' ? [{ name, path }] : [],
    )
  })
}

/** The address of a page where it has something to show. */
function addressOf(
  { name, path }: Route,
  { params, queries }: Shown,
  more: Record<string, string> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_whole, key: string) => {
    const value = params[key]
    if (value === undefined) throw new Error(`${name}: the lived region says no ${key}; see livedRegion`)
    return value
  })
  const query = new URLSearchParams({ ...queries[name], ...more }).toString()
  return query === '' ? filled : `${filled}?${query}`
}

/** Requests of a page that are not answered yet. */
function openRequests(page: Page): { readonly size: number } {
  const open = new Set<Request>()
  page.on('request', (request) => open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return open
}

/** Opens a page by its address, as from a bookmark. */
async function byAddress(page: Page, address: string): Promise<void> {
  await page.goto(new URL(address, page.url()).href)
  await expect(page.locator('main')).toBeVisible()
}

/** Opens a page as a link of the console does. */
function byLink(page: Page, address: string): Promise<void> {
  return page.evaluate(async (to) => {
    type Mounted = {
      __vue_app__: { config: { globalProperties: { $router: { push: (to: string) => Promise<unknown> } } } }
    }
    const app = document.querySelector('#app') as unknown as Mounted
    await app.__vue_app__.config.globalProperties.$router.push(to)
  }, address)
}

/** Waits until a page has asked for all it shows, and shows it. */
async function settled(page: Page, requests: { readonly size: number }): Promise<void> {
  const drawn = (): Promise<void> =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
        }),
    )
  await lookUntil('the page to have asked for all', async () => {
    await drawn()
    return requests.size === 0
  })
  await expect(page.getByText(/^(正在载入…|Loading…)$/)).toHaveCount(0)
  await drawn()
}

/** What is read on the page and what is read aloud of it, without what belongs to no language. */
function textOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const said: string[] = []
    const walk = (node: Element): void => {
      if (node instanceof HTMLElement && node.closest('[lang]:not(html), code, .typed')) return
      for (const name of ['aria-label', 'title', 'placeholder']) said.push(node.getAttribute(name) ?? '')
      for (const child of node.childNodes)
        if (child instanceof Element) walk(child)
        else if (child.nodeType === Node.TEXT_NODE) said.push(child.textContent ?? '')
    }
    walk(document.body)
    return said
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join('\n')
  })
}

const without = (text: string, words: readonly string[]): string =>
  words.reduce((left, word) => left.replaceAll(word, ''), text)

/** Lines of the other language, and keys that stand for a text that is missing. */
function strange(text: string, language: Language): string[] {
  const lines = without(text, SAME_IN_BOTH).split('\n')
  const other = language === 'zh' ? /[A-Za-z]{3,}[ ’'][a-z]{2,}/ : /\p{Script=Han}/u
  const key = /(?<![\w./-])[a-z][A-Za-z]+(\.[a-z][A-Za-z]+)+(?![\w/.])/
  return lines.filter((line) => other.test(line) || key.test(line))
}

/** By how much the page is wider than its window, px. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/**
 * Each page once a language, so that both schemes and both ways of coming to it are seen. What it is made of is the same
 * again in the other language: there only its colours are looked at.
 */
const LOOKS = {
  zh: { scheme: 'light', come: byAddress, expectSound: expectAccessible },
  en: { scheme: 'dark', come: byLink, expectSound: expectReadable },
} as const
/** An administrator has no roster. */
const OF_STAFF = ['ownRoster']

type Lived = Awaited<ReturnType<typeof livedRegion>>
type Surroundings = { region: TestRegion; browser: Browser; shown: Lived }

async function everyPage({ region, browser, shown }: Surroundings, language: Language): Promise<void> {
  const page = await signedIn(browser, region, language)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    const isResponse = message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !isResponse)
      faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${page.url()}: ${response.status()} ${response.url()}`)
  })
  const found: string[] = []
  const requests = openRequests(page)
  const { scheme, come, expectSound } = LOOKS[language]
  await page.emulateMedia({ colorScheme: scheme })
  await page.setViewportSize(SIZES[scheme])
  for (const route of (await routesOf(page)).filter(({ name }) => !OF_STAFF.includes(name))) {
    await come(page, addressOf(route, shown))
    await settled(page, requests)
    for (const line of strange(await textOf(page), language)) found.push(`${route.name}: ${line}`)
    const where = `${route.name}-${language}-${scheme}`
    await test.step(where, async () => {
      await expect.soft(expectSound(page, where)).resolves.toBeUndefined()
      expect.soft(await overflow(page), `${where} is wider than its window`).toBeLessThanOrEqual(0)
      await picture(page, `console-${where}`)
    })
  }
  expect.soft(found, 'words of the other language, or keys of texts that are missing').toEqual([])
  expect(faults).toEqual([])
  await page.context().close()
}

/** What a wall shows, by the name of its picture. */
const WALLS = [
  ['tiles', 'overview', { view: 'tiles' }],
  ['table', 'overview', { view: 'table' }],
  ['map', 'overview', { view: 'map' }],
  ['hall', 'hall', {}],
  ['alerts', 'alerts', {}],
  ['compare', 'compare', {}],
] as const

/** Texts of the page itself that are too small to be read from afar: the smallest size, and what says it. */
function small(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const seen = [...document.querySelectorAll<HTMLElement>('main *')].filter((element) => {
      const says = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      )
      return says && element.checkVisibility() && !element.closest('.visually-hidden')
    })
    return seen
      .filter((element) => parseFloat(getComputedStyle(element).fontSize) < least)
      .map((element) => `${getComputedStyle(element).fontSize} ${element.textContent.trim().slice(0, 40)}`)
  }, LEAST_ON_WALL)
}

/** Schemes of a wall; what it is made of is looked at once. */
const WALL_LOOKS = {
  zh: [
    ['light', expectAccessible],
    ['dark', expectReadable],
  ],
  en: [['dark', expectReadable]],
} as const

async function everyWall({ region, browser, shown }: Surroundings, language: Language): Promise<void> {
  const page = await signedIn(browser, region, language)
  const routes = await routesOf(page)
  const requests = openRequests(page)
  for (const [view, name, query] of WALLS) {
    const route = routes.find((one) => one.name === name)
    if (!route) throw new Error(`there is no page ${name}`)
    await byAddress(page, addressOf(route, shown, { ...query, wall: '1' }))
    await settled(page, requests)
    for (const [scheme, expectSound] of WALL_LOOKS[language]) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize(SIZES[scheme])
      const where = `wall-${view}-${language}-${scheme}`
      await test.step(where, async () => {
        await expect.soft(expectSound(page, where)).resolves.toBeUndefined()
        expect.soft(await overflow(page), `${where} is wider than its window`).toBeLessThanOrEqual(0)
        expect.soft(await small(page), `${where}: too small`).toEqual([])
        await picture(page, `console-${where}`)
      })
    }
  }
  await page.context().close()
}

test('every page of the console reads well and is whole, and walls are read from afar, in both languages', async ({
  region,
  browser,
}) => {
  const shown = await livedRegion(region)
  for (const language of ['zh', 'en'] as const) {
    await everyPage({ region, browser, shown }, language)
    await everyWall({ region, browser, shown }, language)
  }
})
