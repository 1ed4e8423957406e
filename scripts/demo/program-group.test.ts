import { lineLike } from '@service-hall/harness/process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProgramGroup } from './program-group.ts'
import type { ProgramGroup } from './program-group.ts'

let group: ProgramGroup
let lines: string[]
let death: Promise<string>
const node = (name: string, script: string) => ({ name, args: ['-e', script], pick: lineLike(/ready/) })
const KEEP_RUNNING = 'setInterval(() => 0, 1000)'
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
    group = createProgramGroup({
      log: (line) => lines.push(line),
      onDeath: (name, code) => resolve(`${name} ${code}`),
    })
  })
})
afterEach(() => group.stop())

test('what a program says is handed on, its name in front', async () => {
  await group.start(node('hall', `console.log('hello'); console.log('ready'); ${KEEP_RUNNING}`))
  expect(lines[0]).toContain('hall')
  expect(lines[0]).toContain('hello')
})

test('a program that ends before it is ready fails with all it said', async () => {
  const start = group.start(node('hall', `console.error('no such file'); process.exit(3)`))
  await expect(start).rejects.toThrow(/hall ended with 3[\s\S]*no such file/)
})

test('all are stopped, last started first', async () => {
  const say = (word: string) => `process.on('SIGTERM', () => { console.log('${word} ends'); process.exit() })`
  const ending = (name: string) => node(name, `${say(name)}; console.log('ready'); ${KEEP_RUNNING}`)
  const first = await group.start(ending('first'))
  const second = await group.start(ending('second'))
  await group.stop()
  expect([first.pid, second.pid].map(isRunning)).toEqual([false, false])
  expect(lines.filter((line) => line.includes('ends')).map((line) => line.split(' ').at(-2))).toEqual([
    'second',
    'first',
  ])
})

test('a death that nobody asked for is reported', async () => {
  await group.start(node('hall', `console.log('ready'); setTimeout(() => process.exit(7), 20)`))
  expect(await death).toBe('hall 7')
})
