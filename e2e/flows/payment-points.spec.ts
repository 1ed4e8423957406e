import { readHours } from '@service-hall/contract'
import { expectAccessible } from '../fixtures/axe.ts'
import { openDisplay } from '../fixtures/browser.ts'
import { PASSWORD, freshId } from '../fixtures/region.ts'
import { expect, picture, test } from '../fixtures/test.ts'

const HEADING = 'pointId,kind,regionId,nameZh,nameEn,hours,services,latitude,longitude,districtZh,districtEn'
const GOOD = 'RS-2,supermarket,root,惠民超市,Huimin,24h,pay cash,30.3,120.3,湖滨镇,Lakeside'

test('a point is added, a file imported, and strangers find both once the page is on', async ({
  region,
  browser,
}) => {
  await region.begin()
  const stranger = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await stranger.goto(`${region.url}/nearby`)
  await expect(stranger.getByText('本页面未开放。')).toBeVisible()

  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await page.goto(`${region.url}/payment-points`)
  await page.getByLabel('账号').fill('admin')
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('button', { name: '新增网点' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('编号').fill('rs-1')
  await form.getByLabel('区域').selectOption('root')
  await form.getByLabel('中文名称').fill('江岸路银行')
  await form.getByLabel('英文名称').fill('Riverbank Bank')
  await form.getByLabel('纬度').fill('30.21')
  await form.getByLabel('经度').fill('220')
  await form.getByRole('button', { name: '添加' }).click()
  await expect(form.getByRole('alert')).toContainText('纬度或经度不正确')
  await form.getByLabel('经度').fill('120.21')
  await picture(page, 'console-payment-point-form')
  await form.getByRole('button', { name: '添加' }).click()
  await expect(page.locator('[data-point="RS-1"]')).toContainText('江岸路银行')

  await page.getByRole('button', { name: '导入 CSV' }).click()
  const choose = async (line: string) => {
    const buffer = Buffer.from(`${HEADING}\n${line}`)
    await form.getByLabel('CSV').setInputFiles({ name: 'points.csv', mimeType: 'text/csv', buffer })
    await form.getByRole('button', { name: '导入 CSV' }).click()
  }
  await choose(`${GOOD}\nRS-3,bank,nowhere,a,b,24h,pay,30,120,,`)
  await expect(form.getByText('第 3 行')).toBeVisible()
  await choose(GOOD)
  await expect(form.getByText('新增 1 个')).toBeVisible()
  await form.getByRole('button', { name: '关闭' }).first().click()
  await expect(page.locator('[data-point="RS-2"]')).toBeVisible()
  await page.getByRole('button', { name: '开放', exact: true }).click()
  await expect(page.getByText('公众页面已开放')).toBeVisible()
  await expectAccessible(page, 'payment points')
  await picture(page, 'console-payment-points')

  await stranger.goto(`${region.url}/nearby?q=湖滨`)
  await expect(stranger.locator('li').first()).toContainText('惠民超市')
  await expectAccessible(stranger, 'the public page')
  await picture(stranger, 'nearby-zh')
  await stranger.setViewportSize({ width: 390, height: 844 })
  await stranger.getByRole('link', { name: 'English' }).click()
  await expect(stranger.getByRole('heading', { name: 'Near “Lakeside”' })).toBeVisible()
  const wide = await stranger.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(wide).toBe(false)
  await picture(stranger, 'nearby-en-phone')
  for (const { context } of [page, stranger].map((one) => ({ context: one.context() }))) await context.close()
})

test('a kiosk shows what is near its hall, how many wait there, and where the region sends customers', async ({
  region,
  hall,
  browser,
  kiosk: { screen },
}) => {
  test.setTimeout(180_000)
  await region.begin()
  // A hall of no region says nothing of its surroundings.
  await expect(screen.getByTestId('nearby')).toBeHidden()
  const point = (pointId: string, zh: string, en: string, more: object) =>
    region.command('paymentPoint.add', {
      pointId,
      description: {
        ...{ kind: 'bank', name: { zh, en }, regionId: 'root', district: { zh: '', en: '' }, web: '' },
        ...{ address: '江岸路 1 号', phone: '0571-8800 1100', services: ['pay'] },
        ...{ hours: readHours('24h'), position: { latitude: 30.203, longitude: 120.2 } },
        ...more,
      },
    })
  await point('RS-1', '江岸路银行', 'Riverbank Bank', {})
  const far = { latitude: 30.26, longitude: 120.2 }
  await point('ON-1', '供电服务热线', 'Power service hotline', {
    ...{ kind: 'hotline', position: null, address: '', phone: '95598', services: ['inquiry', 'change'] },
  })
  await point('RS-2', '惠民超市', 'Huimin Supermarket', { kind: 'supermarket', position: far })
  const describe = (hallId: string, latitude: number) =>
    region.command('organisation.describeHall', {
      ...{ hallId, tier: 'A', address: '湖滨大道 88 号', position: { latitude, longitude: 120.2 } },
    })
  const { facts, send } = await region.hall('H2', 'root')
  for (const pick of [1, 2]) facts.do({ action: 'issue', counter: 1, pick, waitMs: 60_000 })
  await send()
  await describe('H2', 30.212)
  const hallId = hall.file.hall.id
  await hall.reportTo(region, 'root')
  await describe(hallId, 30.2)
  const toHall = { toHallId: 'H2', toName: { zh: '湖滨厅', en: 'Lakeside' }, metres: 1_334 }
  await region.command('directive.give', {
    ...{ directiveId: freshId(), hallId, target: { of: 'hall' }, why: '分流', validMs: 900_000 },
    work: { kind: 'divert', ...toHall, forMs: 3_600_000 },
  })

  // The hall asks for itself; its kiosk follows, while a customer reads.
  const places = screen.locator('[data-place]')
  await screen.getByTestId('nearby').click({ timeout: 60_000 })
  await expect(async () => {
    await screen.getByRole('heading', { name: '附近网点' }).click({ timeout: 2_000 })
    await expect(places).toHaveCount(3, { timeout: 2_000 })
    await expect(places.first()).toContainText('步行约', { timeout: 2_000 })
  }).toPass({ timeout: 90_000 })
  const ids = await places.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['place']))
  expect(ids).toEqual(['point:RS-1', 'hall:H2', 'point:RS-2'])
  await expect(places.first()).toContainText('24 小时营业')
  // List and notice say the same number.
  await expect(places.nth(1)).toContainText('2 人等候')
  await expect(places.nth(1)).toContainText('推荐前往')
  const notice = '本厅等候人数较多，可前往湖滨厅，距离约 1.3 公里，现在 2 人等候'
  await expect(screen.locator('[data-notice]')).toHaveText(notice)
  await picture(screen, 'kiosk-nearby-zh')
  await screen.getByTestId('kind-online').click()
  await expect(screen.getByTestId('kind-online')).toHaveAttribute('aria-pressed', 'true', { timeout: 5_000 })
  await picture(screen, 'kiosk-online-zh')
  await expect(places).toHaveText([/供电服务热线.*电费查询、变更用电.*95598/s], { timeout: 10_000 })
  await screen.getByTestId('kind-hall').click()
  await expect(places).toHaveCount(1)
  await screen.getByTestId('kind-all').click()
  await expect(places).toHaveCount(3)
  await screen.getByTestId('language').click()
  await screen.getByTestId('senior').click()
  await expect(places.nth(1)).toContainText('2 waiting')
  await expectAccessible(screen, 'places near by at a kiosk')
  await picture(screen, 'kiosk-nearby-en-senior')
  await screen.getByTestId('back').click()
  await expect(screen.getByTestId('nearby')).toBeVisible()
  await picture(screen, 'kiosk-start-en-senior-nearby')
  const sizes = await screen
    .locator('button')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect))
  expect(Math.min(...sizes.flatMap(({ width, height }) => [width, height]))).toBeGreaterThanOrEqual(60)
  await screen.getByTestId('language').click()
  await screen.getByTestId('senior').click()
  await expect(screen.getByTestId('nearby')).toBeVisible()
  await picture(screen, 'kiosk-start-zh-nearby')
  // A call display says the same number.
  const display = await openDisplay(browser, hall)
  await expect(display.getByText('现在 2 人等候')).toBeVisible({ timeout: 60_000 })
  await picture(display, 'display-divert')
  await display.context().close()
})
