import { expectAccessible } from '../fixtures/axe.ts'
import { TestHall } from '../fixtures/hall.ts'
import { startKiosk } from '../fixtures/kiosk.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, picture, test } from '../fixtures/test.ts'

test('a supervisor asks a kiosk for its log and its screen, and sees both; no picture while a customer is there', async ({
  region,
  browser,
}) => {
  await region.begin()
  const name = { zh: '东区公司', en: 'East' }
  await region.command('organisation.addRegion', { regionId: 'east', parentId: 'root', name })
  await region.account('S1', 'east', 'operator')
  const hall = await TestHall.start((file) => (file.region = { hub: region.url }))
  const hallId = hall.file.hall.id
  await region.admit(hallId, 'east')
  const kiosk = await startKiosk(hall)
  await region.command('ledger.add', {
    ...{ assetId: 'DZ-0001', hallId, zone: null, stage: 'inService' },
    description: {
      ...{ kind: 'queueMachine', model: 'ZT-2000', maker: '', serial: '', warrantyUntil: null },
      ...{ version: '', consumables: '', partOf: null },
    },
  })
  await region.command('ledger.bind', {
    ...{ assetId: 'DZ-0001', binding: { of: 'station', stationId: 'K1' } },
  })

  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 1000 } })
  await page.goto(`${region.url}/ledger`)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('link', { name: 'DZ-0001' }).click()

  const ask = async (what: string): Promise<void> => {
    await page.getByRole('button', { name: what, exact: true }).click()
    await page.getByRole('dialog').getByLabel('原因').fill('界面无响应')
    await page.getByRole('dialog').getByRole('button', { name: what, exact: true }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  // A customer is about to take a ticket.
  await kiosk.screen.getByRole('button', { name: /缴纳电费/ }).click()
  await expect(kiosk.screen.locator('[data-rest]')).toHaveCount(0)
  await ask('屏幕截图')
  await expect(page.locator('[data-directive=screenshot]')).toContainText('执行中')
  // The ticket comes out, and the start page comes back by itself.
  const shot = page.locator('[data-directive=screenshot]')
  await expect(shot).toContainText('已完成', { timeout: 240_000 })
  await shot.getByRole('button', { name: '查看' }).click()
  const shown = page.locator('[data-picture]')
  await expect(shown).toBeVisible()
  expect(await shown.evaluate((img: HTMLImageElement) => img.naturalHeight)).toBeGreaterThan(600)
  await expectAccessible(page, 'the screen of a machine')
  await picture(page, 'remote-screen-zh')
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()

  await ask('取日志')
  const log = page.locator('[data-directive=logs]')
  await expect(log).toContainText('已完成')
  await log.getByRole('button', { name: '查看' }).click()
  await expect(page.locator('[data-log]')).toContainText('"event":"agent.started"')
  await expectAccessible(page, 'the log of a machine')
  await picture(page, 'remote-log-zh')
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  await picture(page, 'remote-asset-zh')
  await kiosk.close()
  await hall.stop()
})
