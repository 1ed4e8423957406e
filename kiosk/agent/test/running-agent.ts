import { fileURLToPath } from 'node:url'
import { ScreenMessage } from '@service-hall/contract'
import type { KioskView, ScreenIntent } from '@service-hall/contract'
import { lineWith, reasonOf, startReady, waitFor } from '@service-hall/harness/process'
import { WebSocket } from 'ws'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const TOKEN = 'preview-token-of-tests'

export type AgentArguments = {
  hall: string
  data: string
  kind?: 'kiosk' | 'deviceHost'
  enrolCode?: string
  /** Another program than the agent itself. */
  program?: string
  /** Further arguments. */
  more?: readonly string[]
}

/** The agent as a process of its own, and a screen in front of it. */
export type RunningAgent = {
  /** The view shown last. */
  view: () => KioskView
  post: (intent: ScreenIntent) => void
  /** Resolves with the first view that is so, from now on. */
  until: (isSo: (view: KioskView) => boolean) => Promise<KioskView>
  /** Log lines so far. */
  log: () => string
  /** Resolves when an event was logged, with these fields if any are given. */
  untilLogged: (event: string, fields?: Record<string, string>) => Promise<void>
  kill: () => Promise<void>
  stop: () => Promise<void>
  /** Resolves when it has ended by itself. */
  ended: () => Promise<void>
}

export async function startAgentProcess({
  hall,
  data,
  kind = 'kiosk',
  enrolCode,
  program: file = main,
  more = [],
}: AgentArguments): Promise<RunningAgent> {
  const station = kind === 'kiosk' ? 'K1' : 'D1'
  const args = [
    file,
    '--station',
    station,
    '--kind',
    kind,
    '--hall',
    hall,
    '--data',
    data,
    '--preview',
    '127.0.0.1:0',
    ...more,
  ]
  let log = ''
  const looks = new Set<() => void>()
  const look = (): void => {
    for (const one of looks) one()
  }
  const program = await startReady({
    name: 'the agent',
    args,
    env: { KIOSK_PREVIEW_TOKEN: TOKEN, HALL_ENROL_CODE: enrolCode },
    hear: (line) => {
      log += `${line}\n`
      look()
    },
    pick: lineWith('preview'),
  })
  const address = String(program.ready['preview']).replace(/\/#.*/, '')
  let view: KioskView | undefined
  const socket = new WebSocket(`${address.replace('http', 'ws')}/screen`, { origin: address })
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token: TOKEN })))
  socket.on('message', (data: Buffer) => {
    view = ScreenMessage.parse(JSON.parse(data.toString())).view
    look()
  })
  socket.on('error', () => undefined)
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    await program.end(signal)
    socket.terminate()
  }
  const when = <T>(what: string, find: () => T | undefined): Promise<T> => {
    const so = new Promise<T>((resolve) => {
      const one = (): void => {
        const found = find()
        if (found === undefined) return
        looks.delete(one)
        resolve(found)
      }
      looks.add(one)
      one()
    })
    return waitFor(what, so).catch((error: unknown) => {
      throw new Error(`${reasonOf(error)}; the agent said:\n${log}`)
    })
  }
  const until: RunningAgent['until'] = (isSo) =>
    when(`a view of which ${isSo} holds`, () => (view && isSo(view) ? view : undefined))
  const first = await until(() => true)
  return {
    view: () => view ?? first,
    post: (intent) => socket.send(JSON.stringify(intent)),
    until,
    log: () => log,
    untilLogged: async (event, fields = {}) => {
      const words = Object.entries({ event, ...fields }).map(([name, value]) => `"${name}":"${value}"`)
      const isLogged = (): boolean =>
        log.split('\n').some((line) => words.every((word) => line.includes(word)))
      await when(`the agent to say ${words.join(' ')}`, () => isLogged() || undefined)
    },
    ended: async () => {
      await waitFor('the agent to end by itself', program.ended)
      socket.terminate()
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

let lastTouch = 0
/** A touch on the service of the small hall. */
export function aTouch(): Extract<ScreenIntent, { type: 'issue' }> {
  const touchId = `touch-${process.pid}-${(lastTouch += 1)}`
  return {
    type: 'issue',
    touchId,
    serviceId: 'pay' as never,
    classId: 'normal' as never,
    language: 'zh',
    senior: false,
  }
}
