import { afterEach, describe, expect, test } from 'vitest'
import { ensurePackages } from './packages.ts'
import type { Machine } from './packages.ts'

afterEach(() => {
  delete process.env['SERVICE_HALL_WITHOUT_PCSC']
})

/** A machine that lacks these packages, and cannot reach the Debian archive unless told. */
function aMachine(missing: Partial<Machine['missing']>, traits: Partial<Machine> = {}) {
  const installed: string[] = []
  const said: string[] = []
  const machine: Machine = {
    missing: { needed: [], nice: [], ...missing },
    canInstall: true,
    startsServices: false,
    async install(packages, how) {
      installed.push(`${packages.join(' ')} (${how})`)
      return 'no network'
    },
    ...traits,
  }
  return { installed, said, ensure: () => ensurePackages((line) => said.push(line), machine) }
}

const pcsc = ['pcscd', 'vsmartcard-vpcd']

describe('getting what the tests need', () => {
  test('says nothing when all is there', async () => {
    const { ensure, installed, said } = aMachine({})
    expect(await ensure()).toEqual({ ok: true, installed: [] })
    expect([installed, said]).toEqual([[], []])
  })

  test('goes on without PC/SC, with one line that says how to have it, and without waiting', async () => {
    const { ensure, installed, said } = aMachine({ nice: pcsc })
    expect(await ensure()).toEqual({ ok: true, installed: [] })
    expect(installed).toEqual(['pcscd vsmartcard-vpcd (quick)'])
    expect(said).toEqual([
      'PC/SC is not tested without pcscd vsmartcard-vpcd. On Debian: sudo apt-get install -y pcscd vsmartcard-vpcd',
    ])
  })

  test('does not bring a service to a machine that would start it', async () => {
    const { ensure, installed, said } = aMachine({ nice: pcsc }, { startsServices: true })
    await ensure()
    expect(installed).toEqual([])
    expect(said).toHaveLength(1)
  })

  test('says what to do where it may install nothing', async () => {
    const { ensure } = aMachine({ needed: ['xvfb'] }, { canInstall: false })
    expect(await ensure()).toEqual({
      ok: false,
      help: 'Missing: xvfb. On Debian: sudo apt-get install -y xvfb',
    })
  })

  test('gets what is needed first, and fails when that cannot be had', async () => {
    const { ensure, installed } = aMachine({ needed: ['xvfb'], nice: pcsc })
    expect(await ensure()).toEqual({ ok: false, help: 'no network' })
    expect(installed).toEqual(['xvfb (patient)', 'pcscd vsmartcard-vpcd (quick)'])
  })
})
