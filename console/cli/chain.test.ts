import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { anAdministrator } from '../test/console-client.ts'
import { ENGINES, aDatabase, aFolder, aStore } from '../test/engines.ts'
import { aHub } from '../test/hub.ts'

const TOOL = join(import.meta.dirname, 'chain.ts')
const run = (...args: string[]) => promisify(execFile)(process.execPath, [TOOL, ...args])

test.for(ENGINES)(
  'the records are checked beside the running hub, and what is changed is named (%s)',
  async (engine) => {
    const database = await aDatabase(engine)
    const hub = await aHub({ organised: true, database })
    const admin = await anAdministrator(hub)
    const region = { regionId: 'sd', parentId: 'root', name: { zh: '山东', en: 'Shandong' } }
    await admin.command('organisation.addRegion', region)
    const { stdout } = await run('--database', database)
    expect(JSON.parse(stdout)).toEqual({ firstBroken: null, upTo: hub.records.state.number })
    const store = await aStore(engine, [], database)
    await store.db('record_facts').where({ number: 2 }).update({ actor: 'account:other' })
    await expect(run('--database', database)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"firstBroken":2') as string,
    })
  },
)

test('it makes no hub where there is none', async () => {
  await expect(run('--data', join(aFolder(), 'nothing'))).rejects.toMatchObject({ code: 2 })
})
