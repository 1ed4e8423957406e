import type { Browser, Page } from 'playwright/test'
import { io } from 'socket.io-client'
import { expect, test } from '../fixtures/test.ts'
import { PASSWORD } from '../fixtures/region.ts'
import type { TestRegion } from '../fixtures/region.ts'

const name = (zh: string, en: string) => ({ zh, en })

/** Two companies with a hall each; in the east an administrator and a viewer, in the west a supervisor. */
async function twoCompanies(region: TestRegion): Promise<void> {
  await region.begin()
  await region.command('organisation.addRegion', {
    regionId: 'east',
    parentId: 'root',
    name: name('东区', 'East'),
  })
  await region.command('organisation.addRegion', {
    regionId: 'west',
    parentId: 'root',
    name: name('西区', 'West'),
  })
  await region.hall('H1', 'east')
  await region.hall('H2', 'west')
  await region.account('east-admin', 'east', 'administrator')
  await region.account('east-viewer', 'east', 'viewer')
  await region.account('west-lead', 'west', 'supervisor')
}

async function signedIn(browser: Browser, region: TestRegion, accountId: string, to = '/'): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await page.goto(`${region.url}${to}`)
  await page.getByLabel('账号').fill(accountId)
  await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD} ${accountId}`)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('navigation', { name: '导航' })).toBeVisible()
  return page
}

/** What the signed-in browser is answered, past all pages. */
function ask(
  page: Page,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; text: string }> {
  return page.evaluate(
    async ([method, path, body]) => {
      const response = await fetch(path, {
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      })
      return { status: response.status, text: await response.text() }
    },
    [method, path, body ?? null] as const,
  )
}
let ids = 0
const id = (): string =>
  `01900000-0000-7000-8000-${String(Date.now()).slice(-6)}${String((ids += 1)).padStart(6, '0')}`
const command = (page: Page, type: string, fields: object) =>
  ask(page, 'POST', '/api/commands', { type, id: id(), ...fields })

/** Every hall that a line with this browser's session is told of, and of nothing else. */
async function halls(page: Page, region: TestRegion): Promise<string[]> {
  const cookies = await page.context().cookies()
  const cookie = cookies.map((one) => `${one.name}=${one.value}`).join('; ')
  const socket = io(`${region.url}/console`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    extraHeaders: { cookie },
  })
  try {
    const answer = (await socket.timeout(20_000).emitWithAck('subscribe')) as { tiles: { hallId: string }[] }
    return answer.tiles.map(({ hallId }) => hallId)
  } finally {
    socket.disconnect()
  }
}

test('a viewer looks at their own region, and reaches nothing else on any way', async ({
  region,
  browser,
}) => {
  await twoCompanies(region)
  const page = await signedIn(browser, region, 'east-viewer')
  await expect(page.locator('[data-hall=H1]')).toBeVisible()
  await expect(page.locator('[data-hall=H2]')).toHaveCount(0)
  // Not by another address either.
  await page.goto(`${region.url}/overview?region=west`)
  await expect(page.locator('[data-hall=H1]')).toBeVisible()
  await expect(page.getByText('西区')).toHaveCount(0)
  // Neither navigation nor address opens what administrators have.
  await expect(page.getByRole('link', { name: '账号与权限' })).toHaveCount(0)
  await page.goto(`${region.url}/accounts`)
  await expect(page.getByText('没有权限')).toBeVisible()
  await page.goto(`${region.url}/organisation`)
  await expect(page.getByRole('heading', { name: '东区' })).toBeVisible()
  for (const action of ['新增下级区域', '重命名', '移动', '删除区域', '停止接入'])
    await expect(page.getByRole('button', { name: action }), action).toHaveCount(0)

  expect(await halls(page, region)).toEqual(['H1'])
  for (const path of ['/api/organisation', '/api/accounts', '/api/halls/waiting', '/api/halls/limits']) {
    const { text } = await ask(page, 'GET', path)
    expect(text, path).not.toMatch(/west|西区|H2|root/)
  }
  expect((await ask(page, 'GET', '/api/audit')).status).toBe(403)
  expect((await ask(page, 'GET', '/api/audit/chain')).status).toBe(403)
  for (const place of ['region:west', 'region:root', 'hall:H2'])
    expect((await ask(page, 'GET', `/api/profiles/${place}`)).status, place).toBe(404)
  const own = { of: 'hall', hallId: 'H1' }
  for (const [type, fields] of [
    ['organisation.renameRegion', { regionId: 'east', name: name('甲', 'A') }],
    ['organisation.revokeHall', { hallId: 'H1' }],
    ['profile.set', { place: own, profile: {} }],
    ['account.grant', { accountId: 'east-viewer', regionId: 'east', role: 'administrator' }],
  ] as const)
    expect((await command(page, type, fields)).status, type).toBe(403)
  for (const [type, fields] of [
    ['organisation.moveHall', { hallId: 'H2', regionId: 'east' }],
    ['account.close', { accountId: 'west-lead' }],
  ] as const)
    expect((await command(page, type, fields)).status, type).toBe(404)
})

test('an administrator of a region manages it through the screens, and nothing outside it', async ({
  region,
  browser,
}) => {
  await twoCompanies(region)
  const page = await signedIn(browser, region, 'east-admin', '/organisation')
  await page.getByRole('button', { name: '新增下级区域' }).click()
  await page.getByLabel('区域编号').fill('east-north')
  await page.getByLabel('中文名称').fill('东北片')
  await page.getByLabel('英文名称').fill('North-east')
  await page.getByRole('button', { name: '添加', exact: true }).click()
  await expect(page.getByRole('treeitem', { name: '东北片' })).toBeVisible()
  // Their own region lies in one that they do not administer: it stays where it is.
  await expect(page.getByRole('button', { name: '删除区域' })).toHaveCount(0)

  await page.getByRole('link', { name: '账号与权限' }).click()
  await expect(page.locator('[data-account=east-viewer]')).toBeVisible()
  await expect(page.locator('[data-account=west-lead]')).toHaveCount(0)
  await page.locator('[data-account=east-viewer]').getByRole('button', { name: '添加角色' }).click()
  const regions = page.getByRole('dialog').getByLabel('区域')
  await expect(regions.locator('option')).toHaveText(['请选择…', '东区', /东北片/])
  await regions.selectOption('east-north')
  await page.getByRole('dialog').getByLabel('角色').selectOption('operator')
  await page.getByRole('dialog').getByRole('button', { name: '添加', exact: true }).click()
  await expect(page.locator('[data-account=east-viewer]')).toContainText('运维 · 东北片')

  for (const [type, fields] of [
    ['organisation.addRegion', { regionId: 'x', parentId: 'west', name: name('甲', 'A') }],
    ['organisation.moveRegion', { regionId: 'east-north', parentId: 'west' }],
    ['organisation.moveHall', { hallId: 'H1', regionId: 'west' }],
    ['organisation.moveHall', { hallId: 'H2', regionId: 'east' }],
    ['account.grant', { accountId: 'east-admin', regionId: 'root', role: 'administrator' }],
    ['account.grant', { accountId: 'west-lead', regionId: 'west', role: 'viewer' }],
    ['account.close', { accountId: 'admin' }],
    ['profile.set', { place: { of: 'region', regionId: 'root', tier: null }, profile: {} }],
  ] as const)
    expect((await command(page, type, fields)).status, `${type} ${JSON.stringify(fields)}`).toBe(404)
  const passwords = await ask(page, 'POST', '/api/accounts/admin/password', { id: id() })
  expect([passwords.status, passwords.text.includes('password":"')]).toEqual([404, false])
  expect((await ask(page, 'GET', '/api/audit')).status).toBe(403)
})

test('a hall that moves is gone from one view and comes to the other, while both look', async ({
  region,
  browser,
}) => {
  await twoCompanies(region)
  const east = await signedIn(browser, region, 'east-viewer')
  const west = await signedIn(browser, region, 'west-lead')
  await expect(east.locator('[data-hall=H1]')).toBeVisible()
  await expect(west.locator('[data-hall=H2]')).toBeVisible()
  await region.command('organisation.moveHall', { hallId: 'H1', regionId: 'west' })
  await expect(west.locator('[data-hall=H1]')).toBeVisible()
  await expect(east.locator('[data-hall=H1]')).toHaveCount(0)
  expect(await halls(east, region)).toEqual([])
  await region.command('account.close', { accountId: 'east-viewer' })
  await expect(east.getByText('登录已结束')).toBeVisible()
  expect((await ask(east, 'GET', '/api/me')).status).toBe(401)
})
