import { afterEach, expect, test } from 'vitest'
import { lineLike, lineWith, startProgram, startReady } from './program.ts'
import type { Program } from './program.ts'

const KEEP_RUNNING = 'setInterval(() => 0, 1000)'
const script = (code: string) => ({ name: 'it', args: ['-e', code] })
const started: Program[] = []
const keep = <P extends Program>(program: P): P => {
  started.push(program)
  return program
}

afterEach(async () => {
  for (const program of started.splice(0)) await program.stop()
})

test('a program is ready when it says so; what it said before is in its log', async () => {
  const start = script(`console.log('hello'); console.log('{"port":12}'); ${KEEP_RUNNING}`)
  const program = keep(await startReady({ ...start, pick: lineWith('port') }))
  expect(program.ready).toEqual({ port: 12 })
  expect(program.log().split('\n')).toEqual(['hello', '{"port":12}'])
})

test('a program that ends before it is ready fails with all it said', async () => {
  const start = script(`console.error('no such file'); process.exit(3)`)
  await expect(startReady({ ...start, pick: lineLike(/ready/) })).rejects.toThrow(
    /it ended with 3 before it was ready\nno such file/,
  )
})

test('a program that takes too long to be ready is stopped', async () => {
  const start = { ...script(KEEP_RUNNING), pick: lineLike(/ready/), timeoutMs: 50 }
  await expect(startReady(start)).rejects.toThrow('it was not ready in 50 ms')
})

test('a command that does not exist fails', async () => {
  const start = { command: '/no/such', args: [], pick: lineLike(/ready/) }
  await expect(startReady(start)).rejects.toThrow('could not be started')
})

test('the next line is one that comes from now on', async () => {
  const code = `process.on('SIGUSR2', () => console.log('{"event":"b"}')); console.log('{"event":"a"}'); ${KEEP_RUNNING}`
  const program = keep(await startReady({ ...script(code), pick: lineWith('event', 'a') }))
  const next = program.next(lineWith('event'))
  process.kill(program.pid, 'SIGUSR2')
  expect(await next).toEqual({ event: 'b' })
})

test('stopping ends what the program started, too', async () => {
  // The child holds our end of the output: only when it is gone has the program ended.
  const child = `require('node:child_process').spawn(process.execPath, ['-e', '${KEEP_RUNNING}'], { stdio: 'inherit' })`
  const start = script(`${child}; console.log('up'); ${KEEP_RUNNING}`)
  const program = await startReady({ ...start, pick: lineLike(/up/) })
  await program.stop()
})

test('the end of a program is answered with its exit code', async () => {
  const start = script(`process.on('SIGTERM', () => process.exit(7)); console.log('up'); ${KEEP_RUNNING}`)
  const program = keep(await startReady({ ...start, pick: lineLike(/up/) }))
  expect(await program.end()).toBe(7)
  const killed = keep(startProgram(script(KEEP_RUNNING)))
  expect(await killed.end('SIGKILL')).toBeNull()
})
