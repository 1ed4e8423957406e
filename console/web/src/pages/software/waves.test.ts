import { expect, test } from 'vitest'
import { wavesOf } from './waves.ts'

test('shares are read as people write them, and are waves only when they grow to all', () => {
  const all = [10, 50, 100].map((percent) => ({ of: 'share', percent }))
  for (const text of ['10, 50, 100', '10%，50%、100%', ' 10 50 100 ']) expect(wavesOf([], text)).toEqual(all)
  expect(wavesOf(['H1' as never], '100')?.[0]).toMatchObject({ of: 'named', halls: ['H1'] })
  for (const text of ['', '10, 50', '50, 10, 100', '0, 100', '10.5, 100', 'x, 100', '10, 100, 120'])
    expect(wavesOf([], text), text).toBeNull()
})
