import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { publicConfig } from '@service-hall/contract'
import type { Fact, FactEntry } from '@service-hall/contract'
import { lookUntil, waitFor } from '@service-hall/harness/process'
import { readJournal } from '@service-hall/journal'
import { expect, onTestFinished, test } from 'vitest'
import { aClock, aFolder, aHallFile, aLog, asKiosk, command } from '../../test/builders.ts'
import { echo, echoRules } from '../../test/echo.ts'
import { Effects, effectSource } from './effects.ts'
import { Hall } from './hall.ts'

/** Runs the hall of `echo-hall.ts`, and kills it when it hangs. */
async function run(path: string, world: string, hangs: '' | 'before' | 'after'): Promise<void> {
  const program = join(import.meta.dirname, '../../test/echo-hall.ts')
  const child = spawn(process.execPath, [program, path, world, hangs], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const said = new Set<string>()
  for await (const line of createInterface({ input: child.stdout })) {
    said.add(line)
    if (said.has('issued') && said.has('hanging')) child.kill('SIGKILL')
  }
  expect((await waitFor('the hall to end', ended))[1]).toBe(hangs === '' ? null : 'SIGKILL')
}

async function factsIn(path: string): Promise<FactEntry[]> {
  const journal = await readJournal<Fact>({ path })
  const entries: FactEntry[] = []
  for await (const entry of journal.replay({ from: 1 })) entries.push(entry)
  await journal.close()
  return entries
}
const linesOf = (world: string): number =>
  existsSync(world) ? readFileSync(world, 'utf8').trim().split('\n').length : 0

test.each([
  ['before', 0, 1],
  ['after', 1, 2],
] as const)(
  'killed %s the step outside, an effect is taken up by the next run and commands once',
  async (hangs, first, second) => {
    const folder = aFolder()
    const [path, world] = [join(folder, 'journal.sqlite'), join(folder, 'world.txt')]
    await run(path, world, hangs)
    const types = async (): Promise<string[]> => (await factsIn(path)).map(({ fact }) => fact.type)
    expect((await types()).filter((type) => type === 'TicketVoided')).toHaveLength(0)
    expect(linesOf(world)).toBe(first)
    for (let again = 0; again < 2; again += 1) {
      await run(path, world, '')
      expect((await types()).filter((type) => type === 'TicketVoided')).toHaveLength(1)
      expect(linesOf(world)).toBe(second)
    }
    const issued = (await factsIn(path)).find(({ fact }) => fact.type === 'TicketIssued')
    const voided = (await factsIn(path)).find(({ fact }) => fact.type === 'TicketVoided')
    expect(voided?.commandId).toBe(`effect:echo:${issued?.number}`)
  },
)

/** A hall in this process; `outside` answers as the test wants. */
async function anEchoHall(outside: (ticketId: string) => Promise<boolean>, pragmas: string[] = []) {
  const [clock, log, path] = [aClock(), aLog(), join(aFolder(), 'journal.sqlite')]
  const hall = await Hall.open(echoRules, { path, clock, log, pragmas, reopenDelaysMs: [10] })
  await hall.system(command('hall.configure', { config: publicConfig(aHallFile()) }))
  const retryMs = [5, 20]
  const effects = new Effects(hall, [effectSource(echo, hall, { outside })], { clock, log, retryMs })
  onTestFinished(async () => {
    effects.stop()
    await hall.close()
  })
  const issue = () => hall.execute(asKiosk(), command('ticket.issue'))
  const statuses = () => Object.values(hall.state.view.tickets).map(({ state }) => state.status)
  return { hall, effects, log, path, issue, statuses }
}

test('an effect begins when its fact is on disk, and the fact is answered without waiting for it', async () => {
  const order: string[] = []
  let done = (): void => undefined
  const test = await anEchoHall(async () => {
    order.push(`outside, ${test.hall.committedNumber === test.hall.state.view.number}`)
    await new Promise<void>((resolve) => (done = resolve))
    return true
  })
  await test.issue().then(() => order.push('answered'))
  expect(order).toEqual(['outside, true', 'answered'])
  expect(test.statuses()).toEqual(['waiting'])
  done()
  await test.effects.settled()
  expect(test.statuses()).toEqual(['voided'])
})

test('an effect that has nothing to say commands nothing', async () => {
  const test = await anEchoHall(async () => false)
  await test.issue()
  await test.effects.settled()
  expect(test.statuses()).toEqual(['waiting'])
})

test('an effect that fails is logged and tried again until it succeeds', async () => {
  let attempts = 0
  const test = await anEchoHall(async () => {
    attempts += 1
    if (attempts < 4) throw new Error('nobody answers outside')
    return true
  })
  await test.issue()
  await test.effects.settled()
  expect([attempts, test.statuses()]).toEqual([4, ['voided']])
  expect(test.log.lines.filter((line) => line.includes('effect.failed'))).toHaveLength(3)
})

test('a stopped effect is not tried again, and begins no command', async () => {
  let attempts = 0
  const test = await anEchoHall(async () => {
    attempts += 1
    throw new Error('nobody answers outside')
  })
  await test.issue()
  await expect.poll(() => attempts).toBeGreaterThan(1)
  test.effects.stop()
  await test.effects.settled()
  const before = attempts
  await test.issue()
  await test.effects.settled()
  expect(attempts).toBe(before)
})

test('what fails because the disk is full is done once when there is room again', async () => {
  const pragmas = ['max_page_count = 40']
  const told = new Map<string, number>()
  const test = await anEchoHall(async (ticketId) => {
    told.set(ticketId, (told.get(ticketId) ?? 0) + 1)
    return true
  }, pragmas)
  const fill = async () => {
    await Promise.all([test.issue(), test.issue(), test.issue()])
    return test.hall.recovering
  }
  await lookUntil('the disk to be full', fill, { everyMs: 0 })
  pragmas[0] = 'max_page_count = 100000'
  await expect.poll(() => test.hall.recovering, { timeout: 10_000 }).toBe(false)
  await expect
    .poll(() => test.statuses().every((status) => status === 'voided'), { timeout: 10_000 })
    .toBe(true)
  await test.effects.settled()
  const facts = (await factsIn(test.path)).map(({ fact }) => fact)
  const issued = facts.flatMap((fact) => (fact.type === 'TicketIssued' ? [fact.ticketId] : []))
  const voided = facts.flatMap((fact) => (fact.type === 'TicketVoided' ? [fact.ticketId] : []))
  expect(issued.length).toBeGreaterThan(5)
  expect(voided.sort()).toEqual(issued.sort())
  for (const ticketId of issued) expect(told.get(ticketId)).toBeGreaterThanOrEqual(1)
})
