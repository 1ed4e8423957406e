import { describe, expect, test } from 'vitest'
import { defaultSet } from '@service-hall/contract'
import { ConsoleClient, PASSWORD, anAccount, anAdministrator, freshId } from '../../test/console-client.ts'
import { ENGINES } from '../../test/engines.ts'
import { ForeignHall, aForeignKey } from '../../test/foreign-hall.ts'
import { aHub } from '../../test/hub.ts'
import type { TestHub } from '../../test/hub.ts'
import { FactsOfHall } from '../../test/random-day.ts'

const polled = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })
const period = { regionId: 'east', from: '2026-01-01', to: '2026-01-31' }
const ask = (kind: string): string => `/api/appraisal?${new URLSearchParams({ ...period, kind }).toString()}`

/** A hall H1 in `east` on whose three counters some were served and rated; two of its staff are known to the hub. */
async function aRatedRegion(engine: 'sqlite' | 'postgres' = 'sqlite') {
  const hub = await aHub({ organised: true, engine })
  const admin = await anAdministrator(hub)
  for (const regionId of ['east', 'west'])
    await admin.command('organisation.addRegion', {
      regionId,
      parentId: 'root',
      name: { zh: regionId, en: regionId },
    })
  const key = aForeignKey()
  await admin.command('organisation.admitHall', {
    hallId: 'H1',
    key: key.publicKey,
    regionId: 'east',
    tier: 'A',
  })
  const accounts = [
    ['S1', 'east', 'supervisor'],
    ['S2', 'east', 'viewer'],
    ['S3', 'west', 'supervisor'],
    ['1001', 'east', 'viewer'],
  ] as const
  const [boss, viewer, other, own] = (await Promise.all(
    accounts.map(([id, homeId, role]) => anAccount(admin, id, { homeId, role })),
  )) as [ConsoleClient, ConsoleClient, ConsoleClient, ConsoleClient]
  for (const number of ['1001', '1002'])
    await boss.ask('POST', `/api/people/${number}`, {
      ...{
        id: freshId(),
        hallId: 'H1',
        kinds: ['charge'],
        skills: [],
        share: 100,
        from: '2025-01-01',
        until: null,
      },
      name: `员工${number}`,
    })
  const facts = new FactsOfHall()
  for (let at = 0; at < 30; at += 1) {
    const counter = 1 + (at % 2)
    facts.do({ action: 'issue', counter, pick: at, waitMs: 1_000 })
    facts.do({ action: 'call', counter, pick: 0, waitMs: 60_000 })
    facts.do({ action: 'start', counter, pick: 0, waitMs: 1_000 })
    facts.do({ action: 'complete', counter, pick: 0, waitMs: at === 0 ? 1_900_000 : 120_000 })
    facts.do({ action: 'rate', counter, pick: 4, waitMs: 1_000 })
  }
  const { hall } = await ForeignHall.greet({ url: hub.url, hallId: 'H1', key })
  const { entries } = facts
  const text = JSON.stringify({ epoch: 'first', from: 1, to: entries.length, entries, marks: [] })
  await hall.sendText(text)
  await polled(async () => {
    const rows = ((await boss.ask('GET', ask('hall'))).body['rows'] ?? []) as { values: { n: number }[] }[]
    return rows[0]?.values[0]?.n
  }).toBe(30)
  return { hub, boss, viewer, other, own }
}

describe.each(ENGINES)('on %s', (engine) => {
  test('staff are appraised by their own cases, each with its interval and what leads to its facts', async () => {
    const { boss, viewer, other, own } = await aRatedRegion(engine)
    const { body } = await boss.ask('GET', ask('charge'))
    const rows = body['rows'] as {
      subject: string
      name: string
      values: Record<string, number>[]
      sources: unknown
    }[]
    expect(rows.map(({ subject }) => subject).sort()).toEqual(['1001', '1002'])
    const first = rows.find(({ subject }) => subject === '1001')
    expect(first?.name).toBe('员工1001')
    expect(first?.sources).toEqual([{ hallId: 'H1', staffId: 'S1001' }])
    // 15 cases, one of them beyond 20 minutes.
    expect(first?.values[0]).toMatchObject({ id: 'inTime', n: 15, score: null })
    expect(first?.values[0]?.['value']).toBeCloseTo((100 * 14) / 15)
    expect((await viewer.ask('GET', ask('charge'))).body).toMatchObject({ code: 'access.denied' })
    expect((await own.ask('GET', ask('charge'))).status).toBe(403)
    expect((await viewer.ask('GET', ask('hall'))).status).toBe(200)
    expect((await other.ask('GET', ask('hall'))).body).toMatchObject({ code: 'organisation.unknownRegion' })
  })

  test('a closed period keeps its figures and its version, whatever is changed later; appeals are decided by others', async () => {
    const { hub, boss, viewer, other, own } = await aRatedRegion(engine)
    const { version: _v, from: _f, regionId: _r, ...set } = defaultSet('charge')
    const eased = { ...set, indicators: set.indicators.map((one) => ({ ...one, least: 1 })) }
    const say = { regionId: 'east', kind: 'charge', from: '2025-12-01', set: eased }
    expect((await viewer.command('appraisal.setIndicators', say)).status).toBe(403)
    expect((await other.command('appraisal.setIndicators', say)).status).toBe(404)
    expect((await boss.command('appraisal.setIndicators', say)).status).toBe(200)
    expect((await boss.command('appraisal.setIndicators', { ...say, from: '2025-11-01' })).status).toBe(409)
    const close = { id: freshId(), ...period, kind: 'charge' }
    expect((await viewer.ask('POST', '/api/appraisal/closed', close)).status).toBe(403)
    expect(
      (await boss.ask('POST', '/api/appraisal/closed', { ...close, to: '2026-12-31', from: '2026-12-01' }))
        .status,
    ).toBe(409)
    expect((await boss.ask('POST', '/api/appraisal/closed', { ...close, id: freshId() })).status).toBe(200)
    expect((await boss.command('appraisal.close', { ...close })).status).toBe(400)
    await boss.command('appraisal.setIndicators', {
      ...say,
      from: '2025-12-02',
      set: { ...eased, limit: 1, limits: {} },
    })
    const [head] = (await boss.ask('GET', '/api/appraisal/closed')).body as unknown as { closeId: string }[]
    const path = `/api/appraisal/closed/${head?.closeId ?? ''}`
    const closed = (await boss.ask('GET', path)).body as unknown as {
      setVersion: number
      rows: { values: { value: number }[] }[]
    }
    expect(closed.setVersion).toBe(1)
    expect(Math.max(...closed.rows.map(({ values }) => values[0]?.value ?? 0))).toBe(100)
    expect((await other.ask('GET', path)).status).toBe(404)
    expect((await own.ask('GET', path)).body).toMatchObject({ rows: [{ subject: '1001' }] })
    expect((await viewer.ask('GET', path)).body).toMatchObject({ rows: [] })

    const appeal = { id: freshId(), subject: '1001', words: '系统故障，见工单' }
    expect((await viewer.ask('POST', `${path}/appeals`, { ...appeal, id: freshId() })).status).toBe(403)
    expect((await other.ask('POST', `${path}/appeals`, { ...appeal, id: freshId() })).status).toBe(404)
    expect((await own.ask('POST', `${path}/appeals`, appeal)).status).toBe(200)
    const decide = { upheld: true, words: '情况属实' }
    expect((await own.ask('POST', `${path}/appeals/${appeal.id}`, { id: freshId(), ...decide })).status).toBe(
      403,
    )
    expect(
      (await boss.ask('POST', `${path}/appeals/${appeal.id}`, { id: freshId(), ...decide })).status,
    ).toBe(200)
    expect(
      (await boss.ask('POST', `${path}/appeals/${appeal.id}`, { id: freshId(), ...decide })).status,
    ).toBe(409)
    expect((await boss.ask('GET', path)).body).toMatchObject({
      appealsSeen: [{ subject: '1001', words: '系统故障，见工单', upheld: true, decision: '情况属实' }],
    })
    expect(JSON.stringify((await auditOf(hub)).body)).not.toMatch(/系统故障|情况属实/)
  })
})

async function auditOf(hub: TestHub) {
  const client = new ConsoleClient(hub)
  await client.signIn('admin', PASSWORD)
  return client.ask('GET', '/api/audit')
}
