// Dashboards of the console, as few of their own costs as can be: a WebSocket that speaks the little of Socket.IO that it
// takes. Some of them look at what they get; the others only take it. Run by hub.ts.
import type { TileDelta } from '@service-hall/contract'
import { lookUntil } from '@service-hall/harness/process'
import { WebSocket } from 'ws'
import { quantile } from '../lib/quantile.ts'
import { serveTasks } from '../lib/worker.ts'

export type DashboardTasks = {
  connect: { task: { url: string; cookies: [string, string]; count: number }; answer: number }
  begin: { task: Record<string, never>; answer: null }
  /** From a fact's stamp in its hall to the dashboard, ms. */
  end: {
    task: Record<string, never>
    answer: { samples: number; p50Ms: number; p99Ms: number; megabytesPerSecond: number }
  }
}

/** How many look at what they get. */
const LOOKING = 2
const NAMESPACE = '/console'

let latencies: number[] = []
let bytes = 0
let began = 0
let subscribed = 0

function dashboard(url: string, cookie: string, looks: boolean): void {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie },
    perMessageDeflate: false,
  })
  const seen = new Map<string, number>()
  socket.on('message', (data: Buffer) => {
    bytes += data.length
    const kind = String.fromCharCode(...data.subarray(0, 2))
    if (kind.startsWith('0')) return socket.send(`40${NAMESPACE},`)
    if (kind.startsWith('2')) return socket.send('3')
    if (kind === '40') return socket.send(`42${NAMESPACE},0["subscribe"]`)
    if (kind === '43') return void (subscribed += 1)
    if (!looks || kind !== '42') return
    const text = data.toString()
    const [event, delta] = JSON.parse(text.slice(text.indexOf(',') + 1)) as [string, TileDelta]
    if (event !== 'tiles') return
    const now = Date.now()
    for (const { hallId, at } of delta.tiles) {
      if ((seen.get(hallId) ?? 0) >= at) continue
      seen.set(hallId, at)
      latencies.push(now - at)
    }
  })
  socket.on('error', (error) => console.error('dashboard', error))
}

serveTasks({
  async connect({ url, cookies, count }: DashboardTasks['connect']['task']) {
    for (let n = 0; n < count; n += 1) dashboard(url, n % 2 === 0 ? cookies[0] : cookies[1], n < LOOKING)
    await lookUntil('the dashboards', () => subscribed >= count)
    return subscribed
  },
  begin() {
    latencies = []
    bytes = 0
    began = performance.now()
    return null
  },
  end() {
    const sorted = latencies.sort((a, b) => a - b)
    const seconds = (performance.now() - began) / 1_000
    return {
      samples: sorted.length,
      p50Ms: quantile(sorted, 0.5),
      p99Ms: quantile(sorted, 0.99),
      megabytesPerSecond: Math.round(bytes / seconds / 10_000) / 100,
    }
  },
})
