import { expect, test } from 'vitest'
import { Tokens } from './tokens.ts'

type Claims = { kind: string; stationId: string; enrolment: number }
const Claims = {
  safeParse: (value: unknown): { success: true; data: Claims } | { success: false } =>
    (value as Claims).kind === 'station' ? { success: true, data: value as Claims } : { success: false },
}
const tokens = new Tokens(Buffer.alloc(32, 1), Claims)
const CLAIMS = { kind: 'station', stationId: 'K1', enrolment: 7 } as const

test('a token opens as what it was signed for', () => {
  expect(tokens.verify(tokens.sign(CLAIMS))).toEqual(CLAIMS)
})

test('a token that was changed, cut, signed elsewhere or made up opens nothing', () => {
  const token = tokens.sign(CLAIMS)
  const [body, mac] = token.split('.') as [string, string]
  const other = Buffer.from(JSON.stringify({ ...CLAIMS, stationId: 'K2' })).toString('base64url')
  for (const wrong of [
    '',
    '.',
    body,
    `${body}.`,
    `${other}.${mac}`,
    `${body}.${mac.slice(0, -2)}`,
    `${token}.${mac}`,
    new Tokens(Buffer.alloc(32, 2), Claims).sign(CLAIMS),
    new Tokens(Buffer.alloc(32, 1), Claims).sign({ kind: 'admin' } as never),
  ])
    expect(tokens.verify(wrong), wrong).toBe(null)
})
