import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { changedTile, uuid7 } from '@service-hall/contract'
import type { HallTile, TileChange, TileDelta, TileSnapshot } from '@service-hall/contract'
import { freshBytes } from '@service-hall/server-kit'
import { waitFor } from '@service-hall/harness/process'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import type { TestHub } from './hub.ts'

export type Reply = { status: number; body: Record<string, unknown>; headers: Headers }
export const PASSWORD = 'a long walk by the river'

/** A browser at the console: keeps its cookies. */
export class ConsoleClient {
  hub: TestHub
  cookie = ''

  constructor(hub: TestHub) {
    this.hub = hub
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(`${this.hub.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        cookie: this.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    const parsed = (text === '' ? {} : isJson ? JSON.parse(text) : { text }) as Record<string, unknown>
    return { status: response.status, body: parsed, headers: response.headers }
  }

  signIn(accountId: string, password: string, newPassword?: string): Promise<Reply> {
    return this.ask('POST', '/api/session', {
      ...{ accountId, password },
      ...(newPassword === undefined ? {} : { newPassword }),
    })
  }

  /** Sends a command to the records, under a fresh id. */
  command(type: string, fields: Record<string, unknown>): Promise<Reply> {
    return this.ask('POST', '/api/commands', { type, id: freshId(), ...fields })
  }

  /** The console's live line; ended after the test. */
  socket(headers: Record<string, string> = {}): Socket {
    const socket = io(`${this.hub.url}/console`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      extraHeaders: { cookie: this.cookie, ...headers },
    })
    onTestFinished(() => void socket.disconnect())
    return socket
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';')
    const name = pair.split('=')[0] ?? ''
    const others = this.cookie.split('; ').filter((one) => one !== '' && !one.startsWith(`${name}=`))
    this.cookie = [...others, pair].join('; ')
  }
}

export const freshId = (): string => uuid7(Date.now(), freshBytes(10))

/** The first administrator, signed in with a password of their own. */
export async function anAdministrator(hub: TestHub): Promise<ConsoleClient> {
  const text = await readFile(join(hub.folder, 'first-sign-in.txt'), 'utf8')
  const [accountId = '', first = ''] = text.trim().split('\n')
  const client = new ConsoleClient(hub)
  const { status } = await client.signIn(accountId, first, PASSWORD)
  if (status !== 200) throw new Error(`sign-in: ${status}`)
  return client
}

/** An account made by an administrator, signed in with a password of its own. */
export async function anAccount(
  by: ConsoleClient,
  accountId: string,
  { homeId, role }: { homeId: string; role: string },
): Promise<ConsoleClient> {
  const made = await by.ask('POST', '/api/accounts', {
    id: freshId(),
    accountId,
    homeId,
    role,
    name: '张测试',
  })
  const client = new ConsoleClient(by.hub)
  const { status } = await client.signIn(accountId, String(made.body['password']), `${PASSWORD} ${accountId}`)
  if (status !== 200) throw new Error(`sign-in: ${status} ${JSON.stringify(made.body)}`)
  return client
}

/** The tiles as a screen has them: snapshots, and what came after. */
export class Tiles {
  readonly halls = new Map<string, HallTile>()
  /** Every hall that this line was ever told of. */
  readonly ever = new Set<string>()
  readonly ended: string[] = []
  gone = false

  static async on(socket: Socket): Promise<Tiles> {
    const tiles = new Tiles()
    socket.on('snapshot', (snapshot: TileSnapshot) => tiles.#all(snapshot))
    socket.on('tiles', (delta: TileDelta) => tiles.#fold(delta.tiles))
    socket.on('ended', (code: string) => tiles.ended.push(code))
    socket.on('disconnect', () => (tiles.gone = true))
    const connected = new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    await waitFor('the line of the console', connected)
    tiles.#all((await socket.timeout(10_000).emitWithAck('subscribe')) as TileSnapshot)
    return tiles
  }

  #all(snapshot: TileSnapshot): void {
    this.halls.clear()
    this.#fold(snapshot.tiles)
  }

  #fold(changes: readonly TileChange[]): void {
    for (const change of changes) {
      this.ever.add(change.hallId)
      const tile = changedTile(this.halls.get(change.hallId), change)
      if (tile) this.halls.set(tile.hallId, tile)
    }
  }
}
