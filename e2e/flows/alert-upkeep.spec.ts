import { readFile } from 'node:fs/promises'
import type { FactEntry } from '@service-hall/contract'
import { inRoot } from '@service-hall/harness/paths'
import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, test } from '../fixtures/test.ts'

const printer = (state: Record<string, unknown>) => ({
  ...{ type: 'DeviceStateChanged', deviceId: 'K1-printer', by: 'station:K1', state },
})
const MINUTE = 60_000

test('a customer stuck at a kiosk, playbooks, past alerts and maintenance, as an administrator has them', async ({
  region,
  browser,
}) => {
  await region.begin()
  await region.command('organisation.addRegion', {
    regionId: 'east',
    parentId: 'root',
    name: { zh: '东区', en: 'East' },
  })
  const place = { of: 'region', regionId: 'root', tier: null }
  const rule = { raiseHeldMs: 0, clearHeldMs: 0 }
  for (const kind of ['deviceDown', 'kioskStuck'])
    await region.command('alert.setRule', { place, kind, rule })
  await region.account('S1', 'root', 'administrator')
  const east = await region.hall('H1', 'east')
  const say = async (fact: object): Promise<void> => {
    east.facts.entries.push({ number: east.facts.entries.length + 1, at: Date.now(), fact } as FactEntry)
    await east.send()
  }
  const page = await browser.newPage({ locale: 'zh-CN' })
  const shot = (name: string) => page.screenshot({ path: inRoot(`.cache/shots/${name}.png`), fullPage: true })
  await page.goto(`${region.url}/halls/H1`)
  await page.getByLabel('账号').fill('S1')
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} S1`)
  await page.getByRole('button', { name: '登录', exact: true }).click()

  // Somebody gets nowhere at a kiosk: on the hall's page, as an alert, and gone when they have left.
  await say({ type: 'KioskStayNoted', stationId: 'K1', forMs: 4 * MINUTE, touches: 31 })
  await expect(page.locator('[data-machine=K1]')).toContainText('客户停留 04:')
  await shot('stuck-hall-zh')
  await page.goto(`${region.url}/alerts`)
  const stuck = page.locator('[data-alert="kioskStuck:H1:K1:1"]')
  await expect(stuck).toContainText('客户在终端停留过久')
  await say({ type: 'KioskStayEnded', stationId: 'K1' })
  await expect(stuck).toHaveCount(0)
  await say(printer({ device: 'hardwareError', error: 'cutterJam', action: 'maintenance' }))
  const jam = page.locator('[data-alert="deviceDown:H1:K1-printer:1"]')
  await jam.getByRole('button', { name: '受理' }).click()
  await expect(jam).toContainText('S1 已受理')

  // Its playbook is said otherwise, shown at the alert, and taken back.
  await page.goto(`${region.url}/playbooks?hall=H1`)
  const row = page.locator('[data-kind=deviceDown]')
  await row.getByRole('button', { name: '修改' }).click()
  await page.getByRole('button', { name: '添加步骤' }).click()
  const draft = page.locator('[data-draft=own1]')
  await expect(page.getByRole('button', { name: '保存' })).toHaveAttribute('aria-disabled', 'true')
  await draft.locator('[data-field=zh]').fill('更换备用打印机')
  await draft.locator('[data-field=en]').fill('Put in the spare printer')
  await expectAccessible(page, 'the editor of a playbook')
  await shot('playbook-editor-zh')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(row).toContainText('更换备用打印机')
  await expectAccessible(page, 'playbooks')
  await shot('playbooks-zh')
  await page.goto(`${region.url}/alert?id=deviceDown:H1:K1-printer:1`)
  await page.locator('[data-step=own1]').getByRole('button', { name: '标记完成' }).click()
  await expect(page.locator('[data-step=own1]').getByText('已完成', { exact: true })).toBeVisible()
  await page.goto(`${region.url}/playbooks?hall=H1`)
  await row.getByRole('button', { name: '修改' }).click()
  await page.getByRole('button', { name: '恢复继承' }).click()
  await expect(row).not.toContainText('更换备用打印机')
  await row.getByRole('button', { name: '历史' }).click()
  await expectAccessible(page, 'versions of a playbook')
  await page.locator('[data-version="1"]').getByRole('button', { name: '恢复此版本' }).click()
  await expect(row).toContainText('更换备用打印机')

  // Past alerts: filtered by the address, and as a file.
  await page.goto(`${region.url}/alerts`)
  await page.getByRole('link', { name: '历史告警' }).click()
  await expect(page.locator('[data-alert]')).toHaveCount(2)
  await page.locator('[data-filter=who]').fill('S1')
  await page.locator('[data-filter=who]').press('Enter')
  await expect(page.locator('[data-alert]')).toHaveCount(1)
  await expect(page).toHaveURL(/who=S1/)
  await page.reload()
  await expect(page.locator('[data-alert="deviceDown:H1:K1-printer:1"]')).toContainText('S1')
  await expectAccessible(page, 'past alerts')
  await shot('past-alerts-zh')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出 CSV' }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text.split('\r\n')).toHaveLength(3)
  expect(text).toContain('deviceDown:H1:K1-printer:1,设备故障')

  // Maintenance of a kiosk, found by typing, three weeks.
  await page.goto(`${region.url}/maintenance`)
  await page.getByRole('button', { name: '安排检修' }).click()
  await page.locator('[data-field=search]').fill('H1')
  await page.locator('[data-place="hall:H1"]').click()
  await expect(page.locator('[data-covers]')).toContainText('营业厅 1 个')
  await page.locator('[data-field=machine]').selectOption({ index: 1 })
  await expect(page.locator('[data-covers]')).toContainText('当前告警 1 条')
  await page.locator('[data-field=weeks]').fill('3')
  await page.locator('[data-field=reason]').fill('更换切刀')
  await expectAccessible(page, 'planning maintenance')
  await shot('maintenance-plan-zh')
  await page.getByRole('button', { name: '安排', exact: true }).click()
  await expect(page.locator('[data-maintenance]')).toHaveCount(3)
  await shot('maintenance-zh')
  await page.goto(`${region.url}/alerts?show=silenced`)
  await expect(jam).toContainText('检修中')
  for (const [path, name] of [
    ['playbooks?hall=H1', 'playbooks'],
    ['alerts/past', 'past-alerts'],
    ['maintenance', 'maintenance'],
    ['alerts', 'alerts'],
  ] as const) {
    await page.evaluate(() => localStorage.setItem('service-hall.language', 'en'))
    await page.goto(`${region.url}/${path}`)
    await page.waitForLoadState('networkidle')
    await shot(`${name}-en`)
  }
})
