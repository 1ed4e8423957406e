import type { OrganisationSeen, WaitingHall } from '@service-hall/contract'
import { keyFingerprint } from '@service-hall/server-kit'
import { expect, test } from 'vitest'
import type { ConsoleAccount } from './console-account.ts'
import { DEMO_REGIONS, FIRST_HALL } from './halls.ts'
import { setUpRegion } from './set-up.ts'

const HALL = {
  ...FIRST_HALL,
  id: 'H0101',
  tier: 'B',
  name: { zh: '厅', en: 'Hall' },
  publicKey: 'its key',
} as const

/** A hub that only notes the commands; halls that wait come one reading after the other. */
function aHub(seen: { regions: string[]; halls: [string, string][] }, readings: Partial<WaitingHall>[][]) {
  const commands: string[] = []
  const organisation = {
    regions: seen.regions.map((regionId) => ({ regionId })),
    halls: seen.halls.map(([hallId, key]) => ({ hallId, fingerprint: keyFingerprint(key) })),
  } as unknown as OrganisationSeen
  const admin = {
    ask: async (_method: string, path: string) =>
      path === '/api/organisation' ? organisation : (readings.shift() ?? []),
    command: async (type: string, fields: { hallId?: string; key?: string }) =>
      void commands.push([type, fields.hallId, fields.key].filter((part) => part !== undefined).join(' ')),
  } as unknown as ConsoleAccount
  return { admin, commands }
}

const waits = (key: string): Partial<WaitingHall> => ({
  hallId: 'H0101' as never,
  key,
  fingerprint: keyFingerprint(key),
})

test('a hall is let in with the key that it shows, and no other machine under its id', async () => {
  const { admin, commands } = aHub({ regions: [], halls: [] }, [
    [],
    [waits('another key')],
    [waits('another key'), waits('its key')],
  ])
  await setUpRegion(admin, [HALL])
  expect(commands.filter((one) => one.startsWith('organisation.admitHall'))).toEqual([
    'organisation.admitHall H0101 its key',
  ])
  expect(commands.filter((one) => one.startsWith('organisation.addRegion'))).toHaveLength(DEMO_REGIONS.length)
})

test('halls of the demo get their devices with them, in one import', async () => {
  const { admin } = aHub({ regions: [], halls: [] }, [[{ ...waits('its key'), hallId: 'H0201' as never }]])
  const texts: string[] = []
  const ask = admin.ask.bind(admin)
  admin.ask = async <T>(...[method, path, body]: Parameters<ConsoleAccount['ask']>): Promise<T> => {
    if (path === '/api/ledger/import') texts.push((body as { text: string }).text)
    return ask<T>(method, path, body)
  }
  await setUpRegion(admin, [{ ...HALL, id: 'H0201' }])
  expect(texts.map((text) => text.split('\n').length)).toEqual([5])
})

test('what is set up already stays as it is', async () => {
  const { admin, commands } = aHub(
    { regions: ['root', ...DEMO_REGIONS.map(({ id }) => id)], halls: [['H0101', 'its key']] },
    [],
  )
  await setUpRegion(admin, [HALL])
  expect(commands).toEqual([])
})
