import { expect, test } from 'vitest'
import { hostCheck, isHostName } from './host.ts'

const machine = { name: 'Hall-PC', addresses: () => ['127.0.0.1', '::1', '192.168.1.20', 'fe80::1%eth0'] }
const asks =
  (options: { names?: string[]; behindProxy?: boolean } = {}) =>
  (host: string | undefined, { forwarded, here }: { forwarded?: string; here?: string } = {}) =>
    hostCheck({ names: options.names ?? [], behindProxy: options.behindProxy ?? false, machine })({
      headers: { host, ...(forwarded === undefined ? {} : { 'x-forwarded-host': forwarded }) },
      socket: { localAddress: here } as never,
    })

test.each([
  'localhost',
  'LOCALHOST:8080',
  'localhost.',
  'counter.localhost:8080',
  'Console.Localhost.',
  '127.0.0.1:8080',
  '[::1]:8080',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:192.168.1.20]',
  '192.168.1.20',
  'hall-pc:8080',
])('%s is this machine', (host) => {
  expect(asks()(host)).toBe(true)
})

test.each([
  'evil.example',
  'evil.example:8080',
  'localhost.evil.example',
  'a.localhost.evil.example',
  'evillocalhost',
  '127.0.0.1.evil.example',
  '192.168.1.21',
  'localhost@evil.example',
  'evil.example#@localhost',
  'localhost:8080, evil.example',
  '',
  undefined,
])('%s is not', (host) => {
  expect(asks()(host)).toBe(false)
})

test('a configured name counts whatever its case and port, and no name below it', () => {
  const named = asks({ names: ['Hall.Example'] })
  expect(['hall.example', 'HALL.EXAMPLE:443', 'hall.example.'].map((host) => named(host))).toEqual([
    true,
    true,
    true,
  ])
  expect(named('a.hall.example')).toBe(false)
})

test('the address that a connection came in by is ours, wherever it stands', () => {
  expect(asks()('10.9.8.7:80', { here: '::ffff:10.9.8.7' })).toBe(true)
  expect(asks()('10.9.8.8:80', { here: '10.9.8.7' })).toBe(false)
})

test('behind a proxy the name that it was asked for counts', () => {
  const behind = asks({ names: ['hall.example'], behindProxy: true })
  expect(behind('127.0.0.1:8080', { forwarded: 'hall.example' })).toBe(true)
  expect(behind('127.0.0.1:8080', { forwarded: 'evil.example' })).toBe(false)
  expect(behind('127.0.0.1:8080', { forwarded: 'hall.example, evil.example' })).toBe(false)
  expect(asks({ behindProxy: true })('any.example')).toBe(true)
})

test('without a proxy what a client says of one does not count', () => {
  expect(asks({ names: ['hall.example'] })('evil.example', { forwarded: 'hall.example' })).toBe(false)
})

test('names are names or addresses', () => {
  for (const name of ['hall.example', '10.1.2.3', 'fd00::1', 'hall']) expect(isHostName(name)).toBe(true)
  for (const name of ['', '*', 'https://hall.example', 'hall example', 'hall.example/'])
    expect(isHostName(name)).toBe(false)
})
