import type { FactEntry } from '@service-hall/contract'
import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, test } from '../fixtures/test.ts'

const printer = (state: Record<string, unknown>) => ({
  ...{ type: 'DeviceStateChanged', deviceId: 'K1-printer', by: 'station:K1', state },
})

test('a supervisor follows an alert from its appearance to its closing, and sees none of another region', async ({
  region,
  browser,
}) => {
  await region.begin()
  const name = (text: string) => ({ zh: `${text}公司`, en: text })
  for (const regionId of ['east', 'west'])
    await region.command('organisation.addRegion', { regionId, parentId: 'root', name: name(regionId) })
  const place = { of: 'region', regionId: 'root', tier: null }
  const rule = { raiseHeldMs: 0, clearHeldMs: 0 }
  await region.command('alert.setRule', { place, kind: 'deviceDown', rule })
  await region.account('S1', 'east', 'supervisor')
  const [east, west] = [await region.hall('H1', 'east'), await region.hall('H2', 'west')]
  const say = async ({ facts, send }: typeof east, fact: object): Promise<void> => {
    facts.entries.push({ number: facts.entries.length + 1, at: Date.now(), fact } as FactEntry)
    await send()
  }

  const page = await browser.newPage({ locale: 'zh-CN' })
  await page.goto(`${region.url}/alerts`)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('当前没有告警')).toBeVisible()
  await expect(page.getByRole('link', { name: '0 条待处置告警' })).toBeVisible()

  const jam = printer({ device: 'hardwareError', error: 'cutterJam', action: 'maintenance' })
  await say(west, jam)
  await say(east, jam)
  const row = page.locator('[data-alert="deviceDown:H1:K1-printer:1"]')
  await expect(row).toContainText('未受理')
  await expect(page.locator('[data-alert]')).toHaveCount(1)
  await expect(page.getByRole('link', { name: '1 条待处置告警' })).toBeVisible()
  await expectAccessible(page, 'the alerts')

  await row.getByRole('button', { name: '受理' }).click()
  await expect(row).toContainText('S1 已受理')
  await row.getByRole('link', { name: '设备故障' }).click()
  await expect(page.getByRole('heading', { name: '处置预案' })).toBeVisible()
  await expectAccessible(page, 'an alert')
  const step = page.locator('[data-step=handle]')
  await step.getByRole('button', { name: '标记完成' }).click()
  await expect(step.getByText('已完成', { exact: true })).toBeVisible()
  await page.getByLabel('备注').fill('已联系维修')
  await page.getByRole('button', { name: '添加备注' }).click()
  await expect(page.getByText('已联系维修')).toBeVisible()

  await say(east, printer({ device: 'online' }))
  await expect(page.getByText('告警结束：原因已消除')).toBeVisible()
  await expect(page.getByRole('link', { name: '0 条待处置告警' })).toBeVisible()
  await page.getByRole('link', { name: '返回告警列表' }).click()
  await page.getByText('最近结束').click()
  await expect(page.locator('[data-alert]')).toHaveCount(1)
  await page.goto(`${region.url}/alert?id=deviceDown:H2:K1-printer:1`)
  await expect(page.getByText('没有这条告警')).toBeVisible()
})
