import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtPages } from '@service-hall/server-kit/http'
import { expect, test } from 'vitest'
import { ConsoleClient, anAdministrator } from '../../test/console-client.ts'
import { aFolder } from '../../test/engines.ts'
import { aHub } from '../../test/hub.ts'

async function aHubWithPages() {
  const dist = aFolder()
  const pages = builtPages(dist)
  for (const folder of Object.values(pages)) mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(pages.app, 'app.html'), 'the console')
  writeFileSync(join(pages.app, 'assets/app-12345678.js'), 'the code of the console')
  writeFileSync(join(pages.signin, 'signin.html'), 'the sign-in page')
  writeFileSync(join(dist, 'secret.txt'), 'beside the pages')
  const hub = await aHub({ organised: true, pages })
  const text = async (path: string, cookie = '') => {
    const response = await fetch(`${hub.url}${path}`, { headers: { cookie } })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  return { hub, text }
}

test('every address of a page brings the console to whoever is signed in, the sign-in page to strangers', async () => {
  const { hub, text } = await aHubWithPages()
  const { cookie } = await anAdministrator(hub)
  for (const path of ['/', '/overview', '/overview?region=sd', '/halls/H1', '/halls/H_1/replay/']) {
    const inside = await text(path, cookie)
    expect(inside.text, path).toBe('the console')
    expect(inside.headers.get('content-type')).toContain('text/html')
    expect(inside.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(inside.headers.get('cache-control')).toBe('no-store')
    expect((await text(path)).text, path).toBe('the sign-in page')
  }
  expect((await text('/signin', cookie)).text).toBe('the sign-in page')
})

test('what is no page is a 401 or 404 in JSON, never a page', async () => {
  const { hub, text } = await aHubWithPages()
  const admin = await anAdministrator(hub)
  for (const path of ['/api/none', '/api', '/app/none.js', '/app', '/overview.html', '/a/../secret.txt']) {
    const [inside, outside] = [await text(path, admin.cookie), await text(path)]
    expect([inside.status, outside.status], path).toEqual([404, 401])
    for (const { text: body } of [inside, outside]) expect(JSON.parse(body)).toMatchObject({ ok: false })
  }
  expect((await admin.ask('POST', '/overview', {})).status).toBe(404)
  expect((await new ConsoleClient(hub).ask('POST', '/overview', {})).status).toBe(401)
})

test('the code goes to signed-in sessions only, which keep it', async () => {
  const { hub, text } = await aHubWithPages()
  const { cookie } = await anAdministrator(hub)
  const code = await text('/app/assets/app-12345678.js', cookie)
  expect(code.text).toBe('the code of the console')
  expect(code.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
  expect((await text('/app/assets/app-12345678.js')).status).toBe(401)
  for (const path of ['/app/..%2fsecret.txt', '/app/%2e%2e/secret.txt', '/signin/..%2fsecret.txt'])
    expect((await text(path, cookie)).text, path).not.toContain('beside the pages')
})
