import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, test } from '../fixtures/test.ts'

test('a fault of a real kiosk is closed by a directive that the kiosk carries out', async ({
  region,
  hall,
  kiosk,
  browser,
}) => {
  await region.begin()
  await region.command('organisation.addRegion', {
    ...{ regionId: 'east', parentId: 'root', name: { zh: '东区公司', en: 'East' } },
  })
  const place = { of: 'region', regionId: 'root', tier: null }
  const rule = { raiseHeldMs: 0, clearHeldMs: 0 }
  await region.command('alert.setRule', { place, kind: 'deviceDown', rule })
  await region.account('S1', 'east', 'administrator')
  await hall.reportTo(region, 'east')

  const page = await browser.newPage({ locale: 'zh-CN' })
  await page.goto(`${region.url}/alerts`)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('当前没有告警')).toBeVisible()

  await hall.devices.printer.control.fault('coverOpen')
  await page.getByRole('link', { name: '设备故障' }).first().click()
  const step = page.locator('[data-step=resetDevice]')
  await step.getByRole('button', { name: '下达指令' }).click()
  await expectAccessible(page, 'a directive that is about to be given')
  await page.getByLabel('事由（营业厅可见）').fill('盖板已由大堂经理合上')
  await hall.devices.printer.control.fault(null)
  await page.getByRole('dialog').getByRole('button', { name: '下达指令' }).click()
  await expect
    .poll(async () => (await hall.factsOf('DirectiveDone')).map(({ by }) => by))
    .toEqual(['station:K1'])
  await expect(step.getByText('已执行', { exact: true })).toBeVisible()
  await expect(page.getByText('告警结束：原因已消除')).toBeVisible()
  await expect(kiosk.screen.getByRole('heading', { name: '您要办理什么业务？' })).toBeVisible()
})
