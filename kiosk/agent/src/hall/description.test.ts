import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aLog } from '@service-hall/server-kit/testing'
import { expect, onTestFinished, test } from 'vitest'
import { aConfig } from '../../test/builders.ts'
import { descriptionStore } from './description.ts'

const DESCRIPTION = { config: aConfig(), clockOffsetMs: 7, stationId: 'K1' }

test('what earlier releases kept of the maintenance PIN is taken off the disk at a start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'description-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'hall.json')
  const maintenancePin = { salt: 'c2FsdA==', hash: 'aGFzaA==', cost: 1_024 }
  writeFileSync(path, JSON.stringify({ ...DESCRIPTION, maintenancePin }))
  expect(await descriptionStore(folder, aLog()).load()).toEqual(DESCRIPTION)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(DESCRIPTION)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const { mtimeMs } = statSync(path)
  expect(await descriptionStore(folder, aLog()).load()).toEqual(DESCRIPTION)
  expect(statSync(path).mtimeMs).toBe(mtimeMs)
})
