import type { AccountId } from '@service-hall/contract'
import { Cipher } from '@service-hall/server-kit'
import { expect, test } from 'vitest'
import { shown } from '../../../test/authenticator.ts'
import { ConsoleClient, PASSWORD, anAccount, anAdministrator } from '../../../test/console-client.ts'
import { ENGINES, aStore } from '../../../test/engines.ts'
import { aHub } from '../../../test/hub.ts'
import { SecondFactor } from './second-factor.ts'
import { SecondFactorStore, secondFactorMigrations } from './store.ts'

test.for(ENGINES)(
  'a code is right once, on all nodes together, and a recovery code too (%s)',
  async (engine) => {
    const store = await aStore(engine, secondFactorMigrations)
    const rows = new SecondFactorStore(store, new Cipher(Buffer.alloc(32, 7)))
    const S1 = 'S1' as AccountId
    // Vectors of RFC 6238, appendix B, for SHA-1; their last six digits.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    for (const [seconds, code] of [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_111_111_111, '050471'],
      [1_234_567_890, '005924'],
      [2_000_000_000, '279037'],
      [20_000_000_000, '353130'],
    ] as const) {
      const factor = new SecondFactor(rows, { now: () => seconds * 1000 })
      expect(await factor.stepOf(secret, code)).toBe(Math.floor(seconds / 30))
      expect(shown(secret, seconds * 1000)).toBe(code)
    }
    const now = 1_234_567_890_000
    const factor = new SecondFactor(rows, { now: () => now })
    const { codes, hashes } = factor.freshCodes()
    await store.write((trx) => rows.keep(trx, S1, { secret, step: 0, codes: hashes }))
    expect(await factor.check(S1, '000000')).toBe('wrong')
    const both = await Promise.all([factor.check(S1, ' 005 924 '), factor.check(S1, '００５９２４')])
    expect(both.sort()).toEqual(['right', 'wrong'])
    // A code of the step before the one that was used is none any more; the next one is early and right.
    expect(await factor.check(S1, shown(secret, now, -1))).toBe('wrong')
    expect(await factor.check(S1, shown(secret, now, 1))).toBe('right')
    expect(await factor.check(S1, shown(secret, now, 2))).toBe('wrong')
    const [first = ''] = codes
    const twice = await Promise.all([factor.check(S1, first.toLowerCase()), factor.check(S1, first)])
    expect(twice.filter((one) => one !== 'wrong')).toEqual([{ left: 9 }])
    expect(await factor.check('S2' as AccountId, shown(secret, now, 1))).toBe('wrong')
  },
)

test('with a second factor a password alone opens nothing, and codes cannot be tried without end', async () => {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  const client = await anAccount(admin, 'S1001', { homeId: 'root', role: 'viewer' })
  const password = `${PASSWORD} S1001`
  const { secret = '' } = (await client.ask('POST', '/api/session/second-factor/secret')).body as {
    secret?: string
  }
  const set = (code: string, shownPassword = password) =>
    client.ask('POST', '/api/session/second-factor', { password: shownPassword, secret, code })
  expect((await set(shown(secret), 'wrong')).body).toMatchObject({ code: 'password.wrong' })
  expect((await set('000000')).body).toMatchObject({ code: 'account.wrongCode' })
  const { codes = [] } = (await set(shown(secret))).body as { codes?: string[] }
  expect(codes).toHaveLength(10)
  expect((await client.ask('GET', '/api/me')).body).toMatchObject({ secondFactor: true })

  const signIn = (code?: string, by = new ConsoleClient(hub)) =>
    by.ask('POST', '/api/session', { accountId: 'S1001', password, ...(code === undefined ? {} : { code }) })
  expect((await signIn()).body).toMatchObject({ code: 'account.codeNeeded' })
  expect((await signIn(' ')).body).toMatchObject({ code: 'account.codeNeeded' })
  const next = shown(secret, Date.now(), 1)
  expect((await signIn(next)).status).toBe(200)
  expect((await signIn(next)).body).toMatchObject({ code: 'account.wrongCode' })
  expect((await signIn(codes[0])).status).toBe(200)
  expect((await signIn(codes[0])).body).toMatchObject({ code: 'account.wrongCode' })

  // A right password does not set the count of failures back.
  const answers = []
  for (let at = 0; at < 6; at += 1) answers.push((await signIn('000000')).body['code'])
  expect(answers.at(-1)).toBe('access.locked')

  // An administrator takes a lost one away, nobody their own by that way; the secret is in no fact.
  expect((await client.command('account.removeSecondFactor', { accountId: 'S1001' })).status).toBe(403)
  expect((await admin.command('account.removeSecondFactor', { accountId: 'S1001' })).status).toBe(200)
  expect((await client.ask('GET', '/api/me')).body).toMatchObject({ secondFactor: false })
  const audit = JSON.stringify((await admin.ask('GET', '/api/audit')).body)
  expect(audit).toContain('RecoveryCodeUsed')
  for (const text of [secret, ...codes]) expect(audit).not.toContain(text)
})

test('one takes the own second factor away with password and code', async () => {
  const hub = await aHub({ organised: true })
  const admin = await anAdministrator(hub)
  const { secret = '' } = (await admin.ask('POST', '/api/session/second-factor/secret')).body as {
    secret?: string
  }
  await admin.ask('POST', '/api/session/second-factor', { password: PASSWORD, secret, code: shown(secret) })
  const again = await admin.ask('POST', '/api/session/second-factor/secret')
  expect(again.body).toMatchObject({ code: 'account.secondFactorExists' })
  const take = (code: string) =>
    admin.ask('DELETE', '/api/session/second-factor', { password: PASSWORD, code })
  expect((await take('')).body).toMatchObject({ code: 'account.codeNeeded' })
  expect((await take(shown(secret, Date.now(), 1))).status).toBe(204)
  expect((await admin.ask('GET', '/api/me')).body).toMatchObject({ secondFactor: false })
  expect((await take('123456')).body).toMatchObject({ code: 'account.noSecondFactor' })
})
