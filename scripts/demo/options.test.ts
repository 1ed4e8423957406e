import { inRoot } from '@service-hall/harness/paths'
import { describe, expect, test } from 'vitest'
import { readDemoOptions } from './options.ts'

const read = (...argv: string[]) => readDemoOptions(argv, 4711)

describe('readDemoOptions', () => {
  test('starts three halls with customers when nothing is asked for', () => {
    expect(read()).toEqual({
      kind: 'run',
      options: {
        config: inRoot('hall-server/config/demo-hall.yaml'),
        data: inRoot('data'),
        port: 8080,
        kiosk: true,
        customersPerHour: 30,
        speed: 10,
        seed: 4711,
        halls: 3,
      },
    })
  })

  test('takes customers, speed, seed, port, places and the kiosk away', () => {
    const asked = [
      '--halls',
      '50',
      '--customers',
      '60',
      '--speed',
      '2.5',
      '--seed',
      '7',
      '--port',
      '9000',
      '--data',
      '/tmp/x',
    ]
    expect(read(...asked, '--no-kiosk')).toMatchObject({
      options: {
        halls: 50,
        customersPerHour: 60,
        speed: 2.5,
        seed: 7,
        port: 9000,
        data: '/tmp/x',
        kiosk: false,
      },
    })
  })

  test('answers a wrong value with what was expected', () => {
    expect(read('--port', '80x')).toEqual({
      kind: 'wrong',
      message: '--port takes a port from 1 to 65500, not "80x"',
    })
    expect(read('--customers', '-1').kind).toBe('wrong')
    expect(read('--customers', '1.5').kind).toBe('wrong')
    expect(read('--speed', '0').kind).toBe('wrong')
    expect(read('--halls', '101')).toEqual({
      kind: 'wrong',
      message: '--halls takes a whole number up to 100, not "101"',
    })
    expect(read('--seed', '').kind).toBe('wrong')
  })

  test('answers an unknown option and a stray word', () => {
    expect(read('--colour', 'green').kind).toBe('wrong')
    expect(read('60').kind).toBe('wrong')
  })

  test('shows its help whatever else stands there', () => {
    expect(read('--help', '--port', 'x').kind).toBe('help')
  })
})
