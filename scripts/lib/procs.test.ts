import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProcs, readyJson, readyMatch } from './procs.ts'
import type { Procs } from './procs.ts'

let procs: Procs
let lines: string[]
let death: Promise<string>
const node = (name: string, script: string) => ({ name, command: process.execPath, args: ['-e', script] })
const STAY_ALIVE = 'setInterval(() => 0, 1000)'
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

beforeEach(() => {
  lines = []
  death = new Promise((resolve) => {
    procs = createProcs({
      log: (line) => lines.push(line),
      onDeath: (name, code) => resolve(`${name} ${code}`),
    })
  })
})
afterEach(() => procs.stop())

test('a child is ready when it says so, and what it said is handed on', async () => {
  const spec = node('hall', `console.log('hello'); console.log('{"port":12}'); ${STAY_ALIVE}`)
  const { ready } = await procs.start({ ...spec, ready: readyJson('port') })
  expect(ready).toEqual({ port: 12 })
  expect(lines[0]).toContain('hall')
  expect(lines[0]).toContain('hello')
})

test('a child that ends before it is ready fails with all it said', async () => {
  const spec = node('hall', `console.error('no such file'); process.exit(3)`)
  const start = procs.start({ ...spec, ready: readyMatch(/ready/) })
  await expect(start).rejects.toThrow(/ended with 3[\s\S]*no such file/)
})

test('a child that takes too long to be ready is stopped', async () => {
  const start = procs.start({ ...node('hall', STAY_ALIVE), ready: readyMatch(/ready/), readyTimeoutMs: 50 })
  await expect(start).rejects.toThrow('not ready in 50 ms')
})

test('a command that does not exist fails', async () => {
  const start = procs.start({ name: 'x', command: '/no/such', args: [], ready: readyMatch(/ready/) })
  await expect(start).rejects.toThrow('could not be started')
})

test('all are stopped, last started first', async () => {
  const say = (word: string) => `process.on('SIGTERM', () => { console.log('${word} ends'); process.exit() })`
  const spec = (name: string) => node(name, `${say(name)}; console.log('ready'); ${STAY_ALIVE}`)
  const first = await procs.start({ ...spec('first'), ready: readyMatch(/ready/) })
  const second = await procs.start({ ...spec('second'), ready: readyMatch(/ready/) })
  await procs.stop()
  expect([first.pid, second.pid].map(isRunning)).toEqual([false, false])
  expect(lines.filter((line) => line.includes('ends')).map((line) => line.split(' ').at(-2))).toEqual([
    'second',
    'first',
  ])
})

test('a death that nobody asked for is reported', async () => {
  const spec = node('hall', `console.log('ready'); setTimeout(() => process.exit(7), 20)`)
  await procs.start({ ...spec, ready: readyMatch(/ready/) })
  expect(await death).toBe('hall 7')
})
