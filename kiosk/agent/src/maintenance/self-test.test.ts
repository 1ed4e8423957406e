import { expect, test } from 'vitest'
import type { Log } from '@service-hall/server-kit'
import type { StationDevices } from '../devices/station-devices.ts'
import { testDevice } from './self-test.ts'

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

test('a printer is told to recover before it prints its test', async () => {
  const done: string[] = []
  const device = {
    recover: async () => void done.push('recover'),
    print: async () => {
      done.push('print')
      return { outcome: 'printed', evidence: 'processId' }
    },
  }
  const devices = {
    device: () => device,
    ofKind: () => [{ device, config: { id: 'printer', paperWidth: 80 } }],
  } as unknown as StationDevices
  await testDevice(devices, 'printer', 'test/1', log)
  expect(done).toEqual(['recover', 'print'])
})
