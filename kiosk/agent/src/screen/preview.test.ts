import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@service-hall/harness/process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createLog } from '@service-hall/server-kit'
import { aConfig, aView, stateAfter } from '../../test/builders.ts'
import { openPreview } from './preview.ts'
import type { Preview } from './preview.ts'
import { kioskView } from './view.ts'

const TOKEN = 'a-token-nobody-guesses'
const config = aConfig()
const view = kioskView({
  config,
  hall: aView(config),
  link: 'online',
  enrolmentCode: null,
  devices: [],
  agent: stateAfter([]),
  hallNow: 0,
})
let folder: string
let preview: Preview
let intents: unknown[]
let malformed: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'))
  writeFileSync(join(folder, 'index.html'), '<p>kiosk</p>')
  intents = []
  malformed = 0
  const log = createLog(
    () => undefined,
    () => 0,
  )
  const options = { host: '127.0.0.1' as const, port: 0, folder, images: folder, token: TOKEN, log }
  preview = await openPreview(options, {
    opened: () => preview.show(view),
    intent: (intent) => void intents.push(intent),
    malformed: () => void (malformed += 1),
  })
})
afterEach(async () => {
  await preview.close()
  rmSync(folder, { recursive: true })
})

const origin = () => preview.url.replace(/\/#.*/, '')

function open(sentOrigin = origin()): WebSocket {
  return new WebSocket(`${origin().replace('http', 'ws')}/screen`, { origin: sentOrigin })
}
const closeCode = (socket: WebSocket) =>
  waitFor('the agent to close', new Promise((resolve) => socket.once('close', resolve)))
const say = (socket: WebSocket, message: unknown) =>
  socket.once('open', () => socket.send(JSON.stringify(message)))

test('the token is in the fragment of the address, and opens the screen', async () => {
  expect(preview.url.endsWith(`/#token=${TOKEN}`)).toBe(true)
  const socket = open()
  say(socket, { type: 'hello', token: TOKEN })
  const [message] = (await waitFor('a view', once(socket, 'message'))) as [Buffer]
  expect(JSON.parse(message.toString())).toEqual({ type: 'view', view })
  socket.send('{"type":"dismiss"}')
  socket.send('{"type":"exitKiosk","and":"more"}')
  expect(await closeCode(socket)).toBe(4400)
  expect(intents).toEqual([{ type: 'dismiss' }])
  expect(malformed).toBe(1)
})

test('a wrong token, or an intent before the token, ends the connection and does nothing', async () => {
  for (const first of [{ type: 'hello', token: 'another' }, { type: 'dismiss' }, 'noise']) {
    const socket = open()
    say(socket, first)
    expect(await closeCode(socket)).toBe(4401)
  }
  expect(intents).toEqual([])
})

test('a page of another origin cannot connect', async () => {
  const socket = open('http://evil.example')
  const refused = new Promise<Error>((resolve) => socket.once('error', resolve))
  const refusal = await waitFor('a refusal', refused)
  expect(refusal.message).toContain('401')
})

test('the page comes with a policy that lets no foreign script in; foreign host names are turned away', async () => {
  const page = await fetch(origin())
  expect(await page.text()).toBe('<p>kiosk</p>')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect((await fetch(`${origin()}/missing.js`)).status).toBe(404)
  const { port } = new URL(origin())
  const status = await new Promise((resolve) => {
    request({ port, headers: { host: `kiosk.evil.example:${port}` } }, ({ statusCode }) =>
      resolve(statusCode),
    ).end()
  })
  expect(status).toBe(421)
})

test('an image of the playlist is given as what it is, and one that is not what its digest says is not', async () => {
  const png = Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    Buffer.from('0000000800000008080200000000000000', 'hex'),
  ])
  const sha256 = createHash('sha256').update(png).digest('hex')
  writeFileSync(join(folder, sha256), png)
  writeFileSync(join(folder, '0'.repeat(64)), png)
  const image = await fetch(`${origin()}/media/${sha256}`)
  expect(image.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await image.arrayBuffer()).equals(png)).toBe(true)
  expect((await fetch(`${origin()}/media/${'0'.repeat(64)}`)).status).toBe(404)
})
