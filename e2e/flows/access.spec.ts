import { openDisplay, signIn } from '../fixtures/browser.ts'
import { expect, test } from '../fixtures/test.ts'

test('a stranger gets nothing but the sign-in page', async ({ hall, browser }) => {
  const page = await browser.newPage()
  for (const path of ['/', '/counter', '/admin']) {
    await page.goto(`${hall.url}${path}`)
    await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  }
  for (const path of ['/api/session', '/api/enrolment', '/app/assets/counter.js', '/api/voice/1/zh']) {
    expect((await page.request.get(`${hall.url}${path}`)).ok()).toBe(false)
  }
})

test('an administrator lets a call display in by the code it shows', async ({ hall, browser }) => {
  const display = await browser.newPage()
  await display.goto(`${hall.url}/display`)
  const code = await display.getByText(/^[A-Z2-9]{3}-[A-Z2-9]{3}$/).innerText()

  const admin = await signIn(browser, hall, '9001', { page: 'admin', viewport: { width: 1366, height: 900 } })
  await admin.locator('nav a[href="#devices"]').click()
  await expect(admin.getByRole('strong').filter({ hasText: code })).toBeVisible()
  await admin.getByRole('listitem').filter({ hasText: code }).getByRole('combobox').selectOption('V2')
  await admin.getByRole('button', { name: /批准/ }).click()
  await expect(display.getByText('滨江供电营业厅').first()).toBeVisible()
})

test('a wrong password says so and many of them lock the account', async ({ hall, browser }) => {
  const page = await browser.newPage()
  await page.goto(`${hall.url}/counter`)
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await page.getByLabel('工号').fill('1003')
    await page.getByRole('textbox', { name: '密码' }).fill(`wrong-${attempt}`)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page.getByText('工号或密码不正确')).toBeVisible()
  }
  await page.getByRole('textbox', { name: '密码' }).fill('demo-1003')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText(/账号已锁定/)).toBeVisible()
})

test('a display that is let in by its known code needs nobody', async ({ hall, browser }) => {
  const display = await openDisplay(browser, hall, 'V2', { width: 1080, height: 1920 })
  await expect(display.getByText('滨江供电营业厅').first()).toBeVisible()
  expect(new URL(display.url()).hash).toBe('')
})
