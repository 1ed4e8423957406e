import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@service-hall/harness/process'
import Provider from 'oidc-provider'
import { expect, onTestFinished, test } from 'vitest'
import { ConsoleClient, anAccount, anAdministrator } from '../../../test/console-client.ts'
import { aHub } from '../../../test/hub.ts'
import { readOidcFile } from './settings.ts'

const SECRET = 'only the hub and its provider know this'

/** A server on a free port of this machine, whose handler is known only once its address is. */
async function listen(): Promise<{ server: Server; origin: string }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await waitFor('the provider to listen', once(server, 'listening'))
  onTestFinished(() => void server.close())
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Another maker's identity provider, at which everybody is whom they say they are. */
async function aProvider(): Promise<{ issuer: string; server: Server; expect: (origin: string) => void }> {
  const { server, origin: issuer } = await listen()
  return {
    issuer,
    server,
    expect(origin) {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: 'service-hall',
            client_secret: SECRET,
            redirect_uris: [`${origin}/api/session/oidc/return`],
            grant_types: ['authorization_code'],
          },
        ],
        claims: { profile: ['preferred_username'] },
        findAccount: (_context, id) => ({
          accountId: id,
          claims: () => Promise.resolve({ sub: id, preferred_username: id }),
        }),
      })
      const answers = provider.callback()
      server.on('request', (request, response) => void answers(request, response))
    },
  }
}

/** A browser that goes from page to page, fills in the provider's forms, and keeps each site's cookies. */
class Browser {
  readonly #cookies = new Map<string, Map<string, string>>()

  async go(address: string, method = 'GET', form?: URLSearchParams): Promise<Response> {
    const { origin } = new URL(address)
    const jar = this.#cookies.get(origin) ?? new Map<string, string>()
    this.#cookies.set(origin, jar)
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: form } : {}),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  /** Follows the provider's redirects and fills in its forms as somebody. Answers the address it sends back to. */
  async signInAt(start: string, login: string, back: string): Promise<URL> {
    let address = start
    for (let hop = 0; hop < 20; hop += 1) {
      if (address.startsWith(back)) return new URL(address)
      const page = await this.go(address)
      const sent = page.headers.get('location') === null ? await this.#fill(page, address, login) : page
      address = new URL(sent.headers.get('location') ?? '', address).href
    }
    throw new Error(`no end of redirects at ${address}`)
  }

  async #fill(response: Response, address: string, login: string): Promise<Response> {
    const page = await response.text()
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? ''
    const prompt = page.includes('name="login"') ? 'login' : 'consent'
    const form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'any' } : {}) })
    return this.go(new URL(action, address).href, 'POST', form)
  }
}

/** A hub with the company's own sign-in, an administrator of it and an account `S1001`. */
async function aHubWithProvider() {
  const provider = await aProvider()
  const folder = mkdtempSync(join(tmpdir(), 'oidc-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'secret'), `${SECRET}\n`)
  // The hub's port is not known yet; what comes back is sent there by hand, as a proxy would.
  const origin = 'http://localhost:8090'
  const settings = { issuer: provider.issuer, clientId: 'service-hall', clientSecretFile: 'secret', origin }
  writeFileSync(join(folder, 'oidc.json'), JSON.stringify(settings))
  provider.expect(origin)
  const hub = await aHub({ organised: true, oidc: await readOidcFile(join(folder, 'oidc.json')) })
  await anAccount(await anAdministrator(hub), 'S1001', { homeId: 'root', role: 'viewer' })
  return { hub, provider, origin }
}

type Site = Awaited<ReturnType<typeof aHubWithProvider>>

/** Goes out to the provider and signs in there. Answers the hub's client, and the address that the provider sent it back to. */
async function wentOut(
  { hub, origin }: Site,
  login: string,
): Promise<{ client: ConsoleClient; search: string }> {
  const client = new ConsoleClient(hub)
  const { body } = await client.ask('POST', '/api/session/oidc')
  const { search } = await new Browser().signInAt(String(body['address']), login, origin)
  return { client, search }
}

const comeBack = async (client: ConsoleClient, search: string): Promise<string> => {
  const { status, headers } = await client.ask('GET', `/api/session/oidc/return${search}`, undefined)
  expect(status).toBe(303)
  return headers.get('location') ?? ''
}

test("whom the company's provider knows is signed in as the account of that id, however its letters are", async () => {
  const site = await aHubWithProvider()
  const ways = await new ConsoleClient(site.hub).ask('GET', '/api/session/ways')
  expect(ways.body).toMatchObject({ oidc: { zh: '统一身份认证登录' } })
  const { client, search } = await wentOut(site, 's1001')
  expect(await comeBack(client, search)).toBe('/')
  expect((await client.ask('GET', '/api/me')).body).toMatchObject({ accountId: 'S1001' })
  // What came back is good once, and for that browser alone.
  expect(await comeBack(client, search)).toBe('/signin?refused=account.providerFailed')
})

test('whoever has no account here, or brings what another browser went out for, is not let in', async () => {
  const site = await aHubWithProvider()
  const stranger = await wentOut(site, 'S2002')
  expect(await comeBack(stranger.client, stranger.search)).toBe('/signin?refused=account.notHere')
  expect((await stranger.client.ask('GET', '/api/me')).status).toBe(401)
  const one = await wentOut(site, 'S1001')
  const other = await wentOut(site, 'S1001')
  expect(await comeBack(other.client, one.search)).toBe('/signin?refused=account.providerFailed')
  expect(await comeBack(new ConsoleClient(site.hub), one.search)).toBe(
    '/signin?refused=account.providerFailed',
  )
  expect(await comeBack(one.client, '?error=access_denied')).toBe('/signin?refused=account.providerFailed')
})

test('passwords still open the console while the provider is away, and it is asked again later', async () => {
  const site = await aHubWithProvider()
  const away = site.provider.server.listeners('request')
  site.provider.server.removeAllListeners('request')
  site.provider.server.on('request', (_request, response) => void response.writeHead(503).end())
  const client = new ConsoleClient(site.hub)
  expect((await client.ask('POST', '/api/session/oidc')).body).toMatchObject({ code: 'account.providerAway' })
  site.provider.server.removeAllListeners('request')
  for (const listener of away) site.provider.server.on('request', listener as () => void)
  expect((await client.ask('POST', '/api/session/oidc')).status).toBe(200)
})

test('a file that would send secrets over a plain line, or that lacks something, is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'oidc.json')
  const good = {
    issuer: 'https://id.example',
    clientId: 'a',
    clientSecretFile: 'secret',
    origin: 'https://hub.example',
  }
  writeFileSync(join(folder, 'secret'), SECRET)
  for (const [wrong, where] of [
    [{ ...good, issuer: 'http://id.example' }, 'issuer'],
    [{ ...good, origin: 'https://hub.example/console' }, 'origin'],
    [{ ...good, clientId: '' }, 'clientId'],
    [{ ...good, clientSecretFile: 'nowhere' }, 'oidc.json'],
  ] as const) {
    writeFileSync(path, JSON.stringify(wrong))
    await expect(readOidcFile(path)).rejects.toMatchObject({
      code: 'oidc.fileInvalid',
      message: expect.stringContaining(where) as string,
    })
  }
})
