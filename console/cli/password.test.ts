import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ConsoleClient, PASSWORD, anAdministrator } from '../test/console-client.ts'
import { ENGINES, aDatabase, aFolder } from '../test/engines.ts'
import { aHub } from '../test/hub.ts'

const TOOL = join(import.meta.dirname, 'password.ts')
const run = (...args: string[]) => promisify(execFile)(process.execPath, [TOOL, ...args])

test.for(ENGINES)(
  'whoever lost the only password gets another beside the running hub (%s)',
  async (engine) => {
    const database = await aDatabase(engine)
    const hub = await aHub({ organised: true, database })
    const admin = await anAdministrator(hub)
    const place = ['--data', hub.folder, '--database', database]
    const { stdout } = await run(...place, '--account', 'admin')
    const password = /: (\S+)\n/.exec(stdout)?.[1] ?? ''
    const status = async () => (await admin.ask('GET', '/api/me')).status
    await expect.poll(status, { timeout: 20_000 }).toBe(401)
    const signIn = async (...words: [string, string?]) =>
      (await new ConsoleClient(hub).signIn('admin', ...words)).body
    expect(await signIn(PASSWORD)).toMatchObject({ code: 'account.wrongPassword' })
    expect(await signIn(password)).toMatchObject({ code: 'password.first' })
    expect(await signIn(password, `${PASSWORD} again`)).toMatchObject({ accountId: 'admin' })
    await expect(run(...place, '--account', 'nobody')).rejects.toMatchObject({ code: 1 })
  },
)

test('it makes no new hub where there is none', async () => {
  const nowhere = run('--data', join(aFolder(), 'nothing'), '--account', 'admin')
  await expect(nowhere).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no hub in') as string,
  })
})
