import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startProgram } from '../../process/index.ts'
import { askControl } from '../kit/index.ts'
import { rsaPair } from './options.ts'

test('the sandbox is a program of its own that says where it listens', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'alipay-sandbox-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const { publicKey, privateKey } = rsaPair()
  await writeFile(join(folder, 'app.pem'), publicKey)
  await writeFile(join(folder, 'alipay.pem'), privateKey)
  const set = {
    appId: '2021000122671234',
    sellerId: '2088102146225135',
    appPublicKey: join(folder, 'app.pem'),
    privateKey: join(folder, 'alipay.pem'),
  }
  const args = Object.entries(set).flatMap(([name, value]) => ['--set', `${name}=${value}`])
  const program = startProgram({ args: [join(import.meta.dirname, 'main.ts'), ...args] })
  onTestFinished(() => program.stop())
  const { control } = await program.next((line) =>
    line.startsWith('{') ? (JSON.parse(line) as { port: number; control: number }) : undefined,
  )
  expect(await askControl(control, 'trades')).toEqual([])
  expect(await program.end()).toBe(0)
})
