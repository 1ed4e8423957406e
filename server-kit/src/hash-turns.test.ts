import { expect, test } from 'vitest'
import { HashTurns } from './hash-turns.ts'

/** Checks that end when they are told to; what was begun, in order. */
function checks() {
  const turns = new HashTurns()
  const begun: string[] = []
  const ends: (() => void)[] = []
  const ask = (name: string, place: string, clean: boolean): Promise<string | null> =>
    turns.take({ place, clean }, () => {
      begun.push(name)
      return new Promise((resolve) => ends.push(() => resolve(name)))
    })
  const endOne = async (): Promise<void> => {
    ends.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { begun, ask, endOne }
}

test('one check at a time, those without failures first', async () => {
  const { begun, ask, endOne } = checks()
  void ask('guess-1', 'bad', false)
  void ask('guess-2', 'bad', false)
  void ask('clerk-1', 'good', true)
  void ask('clerk-2', 'good', true)
  expect(begun).toEqual(['guess-1'])
  for (let n = 0; n < 4; n += 1) await endOne()
  expect(begun).toEqual(['guess-1', 'clerk-1', 'clerk-2', 'guess-2'])
})

test('what is too much is refused: from one place, and from many that guess, with room kept for the others', async () => {
  const { ask } = checks()
  for (let n = 0; n < 4; n += 1) void ask('guess', 'one place', false)
  expect(await ask('guess', 'one place', false)).toBe(null)
  for (let n = 0; n < 5; n += 1) void ask('guess', `place ${n}`, false)
  expect(await ask('guess', 'one more', false)).toBe(null)
  for (let n = 0; n < 8; n += 1) void ask('clerk', `desk ${n}`, true)
  expect(await ask('clerk', 'too late', true)).toBe(null)
})

test('a check that fails lets the next one go', async () => {
  const turns = new HashTurns()
  const broken = turns.take({ place: 'a', clean: true }, () => Promise.reject(new Error('no memory')))
  const next = turns.take({ place: 'b', clean: true }, () => Promise.resolve('done'))
  await expect(broken).rejects.toThrow('no memory')
  expect(await next).toBe('done')
})
