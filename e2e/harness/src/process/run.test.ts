import { expect, test } from 'vitest'
import { runNode } from './run.ts'

const node = (code: string, stillMs: number) => runNode(['-e', code], { stillMs })

test('what neither says anything nor works is ended, and it is said why', async () => {
  const { code, output } = await node(`console.log('begun'); setInterval(() => 0, 1000)`, 600)
  expect(code).toBe(124)
  expect(output).toMatch(/begun[^]*was stopped: for 1 s it said nothing and used no processor time/)
})

test('what says something now and then is not ended, however long it takes', async () => {
  const code = `let n = 0; setInterval(() => { console.log(++n); if (n === 12) process.exit(0) }, 100)`
  expect(await node(code, 800)).toMatchObject({ code: 0 })
})

test.runIf(process.platform === 'linux')(
  'what works without a word is not ended, be it in a child',
  async () => {
    const work = 'const end = Date.now() + 2000; while (Date.now() < end);'
    const parent = `require('node:child_process').spawn(process.execPath, ['-e', '${work}']).on('exit', () => process.exit(0))`
    expect(await node(parent, 800)).toMatchObject({ code: 0 })
  },
)

test('lines are heard as they come', async () => {
  const heard: string[] = []
  await runNode(['-e', `console.log('one'); console.error('two')`], { hear: (line) => heard.push(line) })
  expect(heard.sort()).toEqual(['one', 'two'])
})
