import { expectAccessible } from '../fixtures/axe.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, picture, test } from '../fixtures/test.ts'

test('a kiosk lives in the ledger from its enrolment to its repair, and starts again when the region says so', async ({
  region,
  browser,
}) => {
  await region.begin()
  const name = { zh: '东区公司', en: 'East' }
  await region.command('organisation.addRegion', { regionId: 'east', parentId: 'root', name })
  await region.account('S1', 'east', 'operator')
  const hall = await TestHall.start((file) => (file.region = { hub: region.url }))
  const hallId = hall.file.hall.id
  type Waiting = { hallId: string; key: string }
  const waiting = async () => (await region.ask('GET', '/api/halls/waiting')) as unknown as Waiting[]
  await expect.poll(async () => (await waiting()).length).toBe(1)
  const key = (await waiting())[0]?.key
  await region.command('organisation.admitHall', { hallId, key, regionId: 'east', tier: 'A' })
  const kiosk = await startKiosk(hall)

  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 1000 } })
  await page.goto(`${region.url}/ledger`)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('台账中还没有资产')).toBeVisible()
  await page.getByRole('button', { name: '登记资产' }).click()
  const entry = page.getByRole('dialog')
  await entry.getByLabel('资产编号').fill('dz－0001')
  await entry.getByLabel('型号').fill('ZT-2000')
  await expectAccessible(page, 'the entry of an asset')
  await entry.getByRole('button', { name: '登记资产' }).click()
  await expect(page.locator('[data-asset="DZ-0001"]')).toContainText('已登记')
  await expectAccessible(page, 'the ledger')
  await picture(page, 'ledger-zh')

  await page.getByRole('link', { name: 'DZ-0001' }).click()
  await page.getByRole('button', { name: '绑定设备' }).click()
  await page.getByRole('dialog').getByLabel('编号').fill('K1')
  await page.getByRole('dialog').getByRole('button', { name: '绑定设备' }).click()
  await expect(page.getByText('在线', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '投入使用' }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('安装完成')
  await page.getByRole('dialog').getByRole('button', { name: '投入使用' }).click()
  await expect(page.getByText('在用', { exact: true })).toBeVisible()

  const before = await kiosk.agentPid()
  await page.getByRole('button', { name: '重启程序' }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('界面无响应')
  await page.getByRole('dialog').getByRole('button', { name: '重启程序' }).click()
  await expect(page.locator('[data-directive=restartApp]')).toContainText('已完成')
  expect(await kiosk.agentPid()).not.toBe(before)
  await page.getByRole('button', { name: '重启设备' }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('试一次')
  await page.getByRole('dialog').getByRole('button', { name: '重启设备' }).click()
  // This machine's own settings do not let the region restart it.
  await expect(page.locator('[data-directive=reboot]')).toContainText('设置不允许')
  await expectAccessible(page, 'an asset')

  await page.getByLabel('故障现象').fill('不出纸')
  await page.getByRole('button', { name: '报修' }).click()
  await expect(page.getByText('维修中', { exact: true })).toBeVisible()
  await page.getByLabel('派工给').fill('S1')
  await page.getByRole('button', { name: '派工', exact: true }).click()
  await expect(page.locator('[data-event=RepairAssigned]')).toBeVisible()
  await picture(page, 'asset-zh')
  await page.getByLabel('故障原因').fill('切刀卡滞')
  await page.getByRole('button', { name: '结单' }).click()
  await expect(page.locator('[data-event=RepairClosed]')).toContainText('切刀卡滞')
  await expect(page.getByText('在用', { exact: true })).toBeVisible()

  await page.goto(`${region.url}/repairs`)
  await expect(page.locator('[data-repair="DZ-0001"]')).toContainText('已修复')
  await expectAccessible(page, 'the repair orders')
  await page.goto(`${region.url}/directives`)
  await expect(page.locator('[data-directive]')).toHaveCount(2)
  await expectAccessible(page, 'the directives')
  await picture(page, 'directives-zh')
  await kiosk.close()
  await hall.stop()
})
