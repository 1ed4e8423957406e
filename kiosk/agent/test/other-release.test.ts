import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJournal } from '@service-hall/journal'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aConfig } from './builders.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

const known = {
  type: 'rating.lapse',
  id: '01890000-0000-7000-8000-000000000001',
  invitationId: 'invitation-0001',
  cause: 'padUnavailable',
}
const unknown = { type: 'payment.confirm', id: '01890000-0000-7000-8000-000000000002', fen: 1_200 }

let hall: SmallHall
let data: string
let agent: RunningAgent | undefined

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'other-release-'))
  hall = new SmallHall()
  await hall.open(aConfig())
  await remember([
    { type: 'CommandQueued', command: unknown },
    { type: 'CommandQueued', command: known },
  ])
})
afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await hall.close()
  rmSync(data, { recursive: true, force: true })
})

/** Facts in the memory of this station, as some release wrote them. */
async function remember(facts: { type: string; command: object }[]): Promise<void> {
  const journal = await openJournal({ path: join(data, 'agent.sqlite'), clock: () => Date.now() })
  await journal.append({ facts })
  await journal.close()
}

async function queued(): Promise<unknown[]> {
  const journal = await openJournal({ path: join(data, 'agent.sqlite'), clock: () => Date.now() })
  const snapshot = await journal.latestSnapshot()
  await journal.close()
  return (snapshot?.state as { outbox: unknown[] }).outbox
}

const start = async (): Promise<RunningAgent> => {
  agent = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  return agent
}

/** What an agent says of itself whenever it comes to its hall, and does not keep. */
const SAID_AT_EACH_START = new Set(['directive.reportStation', 'station.endStay'])

/** Commands that the agent keeps until they are answered, as the hall heard them. */
const kept = () => hall.heard.filter(({ type }) => !SAID_AT_EACH_START.has(type))

test('a queued command that this release does not know is kept whole and reported; the known one is sent', async () => {
  const kiosk = await start()
  await hall.until(() => kept().length === 1)
  expect(kept()).toEqual([known])
  const { maintenance } = await kiosk.until(({ maintenance }) => maintenance.unknownCommands !== undefined)
  expect(maintenance.unknownCommands).toEqual([{ type: unknown.type, id: unknown.id }])
  expect(hall.handshakes).toEqual([expect.objectContaining({ unknownCommands: 1 })])
  await kiosk.untilLogged('outbox.unknown', { type: unknown.type, id: unknown.id })
  await kiosk.stop()
  expect(await queued()).toEqual([unknown])
})

test('it is still there after further runs, and nothing of it goes to the hall', async () => {
  await (await start()).stop()
  const kiosk = await start()
  await hall.until(() => kept().length > 0)
  await kiosk.until(({ maintenance }) => maintenance.unknownCommands?.length === 1)
  await kiosk.stop()
  expect(await queued()).toEqual([unknown])
  expect(new Set(kept().map(({ id }) => id))).toEqual(new Set([known.id]))
})
