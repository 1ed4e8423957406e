import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLog, systemClock } from '@service-hall/server-kit'
import { agentFold } from '../src/capabilities.ts'
import { openMemory } from '../src/memory/memory.ts'
import { aConfig, aPrinter } from './builders.ts'
import { recordedMemories, unpackMemory } from './recorded.ts'
import { aTouch, startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'earlier-release-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

test.each(recordedMemories)(
  'the memory of release 0.1.0 with session $step, kept as $kept, restores to the same state',
  async ({ step, kept, state }) => {
    const path = join(data, 'agent.sqlite')
    unpackMemory({ step, kept }, path)
    const log = createLog(
      () => undefined,
      () => 0,
    )
    const memory = await openMemory({ fold: agentFold, path, clock: systemClock, log })
    // What came after that release begins empty; a snapshot alone has no place for it yet.
    const empty = agentFold.empty()
    const { directives, paymentOrders, cashAccounts, ...rest } = { ...empty, ...memory.state }
    expect(rest).toEqual(state)
    expect({ directives, paymentOrders, cashAccounts }).toEqual({
      ...{ directives: empty.directives, paymentOrders: {}, cashAccounts: {} },
    })
    await memory.close()
  },
)

describe('an agent that takes over from release 0.1.0', () => {
  let hall: SmallHall
  let printer: RunningSimulator
  let agent: RunningAgent
  beforeEach(async () => {
    hall = new SmallHall()
    printer = await startSimulator('printer', { stepMs: 0 })
    await hall.open(aConfig([aPrinter(printer.port)]))
  })
  afterEach(async () => {
    await agent.stop()
    await printer.stop()
    await hall.close()
  })

  test.each(
    recordedMemories.filter(
      ({ step, kept }) =>
        (step === 'issuing' && kept === 'facts') ||
        (step === 'printing' && kept === 'snapshotAndFacts') ||
        (step === 'printed' && kept === 'snapshot'),
    ),
  )(
    'sends the commands it finds under their ids, and goes on ($step, $kept)',
    async ({ step, kept, state }) => {
      unpackMemory({ step, kept }, join(data, 'agent.sqlite'))
      agent = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
      const heard = (id: string) => hall.heard.find((command) => command.id === id)
      await hall.until(() => state.outbox.every(({ id }) => heard(id) !== undefined))
      for (const command of state.outbox) expect(heard(command.id)).toEqual(command)
      if (step === 'printing') {
        await hall.until(() =>
          hall.commands('ticket.paper').some(({ evidence }) => evidence === 'agentRestarted'),
        )
      }
      await agent.until((view) => view.link === 'online' && view.session.step === 'idle')
      agent.post(aTouch())
      await agent.until(({ session }) => session.step === 'printed' || session.step === 'onScreen')
    },
  )
})
