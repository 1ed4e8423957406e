import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
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

test('a hub without built pages fails, and nothing that it had begun holds the program', async () => {
  const folder = aFolder()
  const program = join(folder, 'program.ts')
  const hub = pathToFileURL(join(import.meta.dirname, 'hub.ts')).href
  const where = { dataFolder: join(folder, 'hub'), port: 0, host: '127.0.0.1' }
  const pages = { signin: '/nowhere/signin', app: '/nowhere/app' }
  await writeFile(
    program,
    `const { startHub } = await import('${hub}')
    await startHub(${JSON.stringify({ ...where, pages })}).catch((error) => console.log('failed', error.message))`,
  )
  const child = spawn(process.execPath, [program])
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = text(child.stdout)
  expect(await waitFor('its end', once(child, 'exit'))).toEqual([0, null])
  expect(await said).toMatch(/failed .*nowhere/)
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
