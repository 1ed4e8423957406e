import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fileBelow, findFile, screenPolicy } from './screen-files.ts'

test('a file of the screen is found with its type, the start page at the bare address, and nothing where there is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'screen-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'index.html'), '<p>kiosk</p>')
  const page = await findFile(folder, '/')
  expect(page).toEqual({ type: 'text/html; charset=utf-8', body: Buffer.from('<p>kiosk</p>') })
  expect(await findFile(folder, '/missing.js')).toBeNull()
})

test.each(['/../secret', '/..%2fsecret', '/a/%2e%2e/%2e%2e/secret', '/..\\secret', '/%00', '/%zz'])(
  'no file outside the folder is reached by %s',
  (address) => {
    const found = fileBelow('/srv/screen', address)
    expect(found === null || found.startsWith('/srv/screen/')).toBe(true)
  },
)

test('the policy lets no foreign script in, and no page connect elsewhere', () => {
  expect(screenPolicy()).toContain("script-src 'self';")
  expect(screenPolicy().endsWith("connect-src 'self'")).toBe(true)
})
