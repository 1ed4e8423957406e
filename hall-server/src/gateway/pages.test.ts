import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFolder, aHallFile, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'
import { builtPages } from '@service-hall/server-kit/http'

async function aServerWithPages(): Promise<TestServer> {
  const dist = aFolder()
  const pages = builtPages(dist)
  for (const folder of Object.values(pages)) mkdirSync(folder)
  for (const page of ['counter', 'admin', 'display'])
    writeFileSync(join(pages.app, `${page}.html`), `the ${page} page`)
  writeFileSync(join(pages.app, 'app.js'), 'the code of the screens')
  writeFileSync(join(pages.signin, 'signin.html'), 'the sign-in page')
  writeFileSync(join(pages.signin, 'signin.js'), 'the code of signing in')
  writeFileSync(join(dist, 'secret.txt'), 'beside the pages')
  const file = aHallFile({ change: (input) => (input.staff[3]!.roles = ['lobbyManager']) })
  return startServer({ file, pages })
}
async function text(server: TestServer, path: string, cookie?: string): Promise<string> {
  return (await server.request(path, cookie ? { cookie } : {})).text()
}

test('a stranger gets the sign-in page and its code, whatever is asked for', async () => {
  const server = await aServerWithPages()
  for (const path of ['/signin', '/counter', '/admin', '/display'])
    expect(await text(server, path), path).toBe('the sign-in page')
  expect(await text(server, '/signin/signin.js')).toBe('the code of signing in')
  expect((await server.request('/')).headers.get('location')).toBe('/counter')
  for (const path of [
    '/app/app.js',
    '/app/counter.html',
    '/app/none.js',
    '/counter.html',
    '/signin/../app/app.js',
    '/signin/%2e%2e/app/app.js',
    '/signin/..%2fapp/app.js',
    '/signin/../secret.txt',
  ]) {
    const response = await server.request(path)
    expect(response.status, path).toBeGreaterThanOrEqual(400)
    expect(await response.text(), path).not.toMatch(/code of the screens|beside the pages|the counter page/)
  }
})

test('everybody signed in gets the pages of their role, and the sign-in page instead of others', async () => {
  const server = await aServerWithPages()
  const pagesOf = async (cookie: string) =>
    Promise.all(['/counter', '/admin', '/display'].map((path) => text(server, path, cookie)))
  const signIn = 'the sign-in page'
  expect(await pagesOf(await server.signIn('1001'))).toEqual(['the counter page', signIn, signIn])
  expect(await pagesOf(await server.signIn('2001'))).toEqual([signIn, 'the admin page', signIn])
  expect(await pagesOf(await server.signIn('9001'))).toEqual([signIn, 'the admin page', signIn])
  expect(await pagesOf(`hall_session=${await server.enrol('V1')}`)).toEqual([
    signIn,
    signIn,
    'the display page',
  ])
  expect(await pagesOf(`hall_session=${await server.enrol('K1')}`)).toEqual([signIn, signIn, signIn])
})

test('pages are not kept by browsers, so that a sign-out shows', async () => {
  const server = await aServerWithPages()
  const response = await server.request('/counter', { cookie: await server.signIn('1001') })
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('content-type')).toContain('text/html')
})

test('the code of the screens is for whoever is signed in, but not what lies beside it', async () => {
  const server = await aServerWithPages()
  const cookie = await server.signIn('1001')
  expect(await text(server, '/app/app.js', cookie)).toBe('the code of the screens')
  for (const path of ['/app/../secret.txt', '/app/%2e%2e/secret.txt', '/app/..%2fsecret.txt'])
    expect(await text(server, path, cookie), path).not.toContain('beside the pages')
})

test('pages that are not built are said to be missing', async () => {
  const nowhere = builtPages(join(aFolder(), 'dist'))
  await expect(startServer({ pages: nowhere })).rejects.toThrow('npm run build')
})
