import { shown } from '@service-hall/console/testing'
import { expectAccessible } from '../fixtures/axe.ts'
import { PASSWORD } from '../fixtures/region.ts'
import { expect, test } from '../fixtures/test.ts'

test('a second factor is set up with an authenticator, asked for at the next sign-in, and taken away', async ({
  region,
  browser,
}) => {
  await region.begin()
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await context.newPage()
  const signIn = async (): Promise<void> => {
    await page.getByLabel('账号').fill('admin')
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: '登录', exact: true }).click()
  }
  await page.goto(`${region.url}/account`)
  await signIn()
  await page.getByRole('button', { name: '启用两步验证' }).click()
  await expect(page.getByRole('img', { name: '身份验证器二维码' })).toBeVisible()
  await expectAccessible(page, 'the own account')
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '')
  const form = page.locator('form').filter({ has: page.locator('#second-code') })
  await form.getByLabel('当前密码').fill(PASSWORD)
  await form.getByLabel('身份验证器显示的 6 位验证码').fill(shown(secret))
  await form.getByRole('button', { name: '确认启用' }).click()
  await expect(page.locator('ol code')).toHaveCount(10)
  const [recovery = ''] = await page.locator('ol code').allInnerTexts()
  await page.getByRole('button', { name: '我已保存好' }).click()
  await expect(page.getByText('已启用', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByLabel('账号')).toBeVisible()
  await signIn()
  await page.getByLabel('验证码').fill('000000')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('alert').first()).toContainText('验证码不正确或已使用过')
  await page.getByLabel('验证码').fill(shown(secret, Date.now(), 1))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('heading', { name: '我的账号' })).toBeVisible()

  await page.getByRole('button', { name: '关闭两步验证' }).click()
  await form.getByLabel('当前密码').fill(PASSWORD)
  await form.getByLabel('验证码或恢复码').fill(recovery.toLowerCase())
  await form.getByRole('button', { name: '关闭两步验证' }).click()
  await expect(page.getByText('未启用', { exact: true })).toBeVisible()
  await context.close()
})
