import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD } from '../fixtures/region.ts'
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
