import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Health } from '@service-hall/server-kit'
import { lookUntil } from '@service-hall/harness/process'
import { describe, expect, test } from 'vitest'
import { ENGINES } from '../../test/engines.ts'
import { ForeignHall } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'

const TOKEN = 'a-token-of-thirty-two-characters'

function ask({ url }: TestHub, path: string, token?: string): Promise<Response> {
  return fetch(`${url}${path}`, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })
}

async function metric(hub: TestHub, series: string): Promise<number> {
  const text = await (await ask(hub, '/metrics', TOKEN)).text()
  return Number(
    text
      .split('\n')
      .find((row) => row.startsWith(`${series} `))
      ?.slice(series.length + 1) ?? NaN,
  )
}

describe.each(ENGINES)('on %s', (engine) => {
  test('health and numbers of a node are for whoever has the token, and for nobody else', async () => {
    const hub = await aHub({ engine })
    for (const path of ['/healthz', '/metrics']) {
      expect((await ask(hub, path)).status).toBe(401)
      expect((await ask(hub, path, TOKEN)).status).toBe(401)
    }
    writeFileSync(join(hub.folder, 'monitoring.token'), `${TOKEN}\n`, { mode: 0o600 })
    const answer = await ask(hub, '/healthz', TOKEN)
    const { checks } = (await answer.json()) as Health
    expect(checks['database']).toMatchObject({ ok: true, engine })
    expect(checks['region']).toMatchObject({ ok: true, hallsConnected: 0 })
    expect(answer.status).toBe(checks['disk']?.ok ? 200 : 503)
    expect((await ask(hub, '/healthz', 'another-token-of-thirty-two-char')).status).toBe(401)
  })

  test('what halls send is counted, with how long it took', async () => {
    const hub = await aHub({ engine })
    writeFileSync(join(hub.folder, 'monitoring.token'), `${TOKEN}\n`, { mode: 0o600 })
    const { hall } = await ForeignHall.greet({ url: hub.url })
    await hall.send(1, [{ type: 'DayOpened', day: '2026-01-05' }, { type: 'FromTheFuture' }])
    await hall.send(9, [{ type: 'FromTheFuture' }])
    expect(await metric(hub, 'hub_facts_total')).toBe(2)
    expect(await metric(hub, 'hub_batches_total{outcome="taken"}')).toBe(1)
    expect(await metric(hub, 'hub_batches_total{outcome="refused"}')).toBe(1)
    expect(await metric(hub, 'hub_commit_seconds_count')).toBeGreaterThanOrEqual(2)
    expect(await metric(hub, 'hub_nodes')).toBe(1)
    hall.socket.disconnect()
    await lookUntil('the line to be gone', async () => (await metric(hub, 'hub_lines')) === 0)
    expect(await metric(hub, 'hub_halls_connected')).toBe(0)
  })
})
