import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { waitFor } from '@service-hall/harness/process'
import { expect, onTestFinished, test } from 'vitest'
import { aFolder } from '../test/engines.ts'

function run(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args])
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

test('the hub starts as a program, says where it listens, and stops in order', async () => {
  const data = join(aFolder(), 'hub')
  const child = run('--data', data, '--port', '0', '--no-pages')
  const [line] = (await waitFor('a line', once(createInterface({ input: child.stdout }), 'line'))) as [string]
  const { listening } = JSON.parse(line) as { listening: number }
  const reply = await fetch(`http://127.0.0.1:${listening}/api/me`)
  expect(reply.status).toBe(401)
  expect(existsSync(join(data, 'first-sign-in.txt'))).toBe(true)
  child.kill('SIGTERM')
  expect(await waitFor('its end', once(child, 'exit'))).toEqual([0, null])
})

test('what is no argument, port or name is said, and nothing is started', async () => {
  for (const [args, code] of [
    [['--colour', 'red'], 2],
    [['--port', '99999'], 1],
    [['--allow-host', 'a b'], 1],
  ] as const) {
    const folder = join(aFolder(), 'hub')
    const child = run('--data', folder, ...args)
    const said = text(child.stderr)
    expect(await waitFor('its end', once(child, 'exit'))).toEqual([code, null])
    expect(await said).not.toBe('')
    expect(existsSync(folder)).toBe(false)
  }
})
