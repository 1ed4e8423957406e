import { expect, test } from '../fixtures/test.ts'
import { PASSWORD } from '../fixtures/region.ts'

test('the first administrator signs in with a password of their own and sees a hall move', async ({
  region,
  browser,
}) => {
  const first = await region.firstPassword()
  const page = await browser.newPage({ locale: 'zh-CN' })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text())
  })
  await page.goto(`${region.url}/overview?region=root`)
  await page.getByLabel('账号').fill('admin')
  await page.getByLabel('密码', { exact: true }).fill(first)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByLabel('新密码', { exact: true }).fill(PASSWORD)
  await page.getByLabel('再次输入新密码').fill(PASSWORD)
  await page.getByRole('button', { name: '设置新密码并登录' }).click()

  await expect(page.getByRole('heading', { name: '总览' })).toBeVisible()
  expect(new URL(page.url()).search).toBe('?region=root')
  await expect(page.getByText('还没有营业厅')).toBeVisible()

  await region.ask('POST', '/api/session', { accountId: 'admin', password: PASSWORD })
  const { facts, send } = await region.hall('H1', 'root')
  const waiting = page.locator('[data-hall=H1] [data-figure=waiting]')
  await expect(waiting).toHaveText(/^0/)
  facts.do({ action: 'issue', counter: 1, pick: 1, waitMs: 1_000 })
  await send()
  await expect(waiting).toHaveText(/^1/)

  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  await page.goto(`${region.url}/overview`)
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  expect(faults).toEqual([])
})
