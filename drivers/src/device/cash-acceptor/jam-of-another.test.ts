import { expect, test } from 'vitest'
import { aHallOfCash } from '../../../test/cash-on-paper.ts'
import type { Deal } from '../../../test/cash-on-paper.ts'

const ordered: Deal[] = [
  { do: 'run', count: 60 },
  { do: 'enable' },
  { do: 'run', count: 20 },
  { do: 'feed', fen: 100 },
  { do: 'run', count: 20 },
  { do: 'stack' },
]

const jammed = (denominationFen?: number) => ({
  type: 'uncertain',
  noteId: expect.any(String) as string,
  ...(denominationFen && { denominationFen }),
  atMost: 1,
  reason: 'jammed',
})

test('tells of a note that jams after a power cut besides of the one that was under way before', () => {
  const hall = aHallOfCash('cctalkBill')
  hall.go([...ordered, { do: 'powerCut', pull: true }, { do: 'feed', fen: 10_000 }])
  hall.go([{ do: 'jam', where: 'box' }])
  const { box, credited, uncertain } = hall.account()
  expect({ box, credited }).toEqual({ box: [10_000], credited: [] })
  expect(uncertain).toEqual([jammed(100), jammed()])
})

test('tells of one note only when the one that jams was seen on this line', () => {
  const hall = aHallOfCash('cctalkBill')
  hall.go([...ordered, { do: 'run', count: 2 }, { do: 'jam', where: 'box' }])
  expect(hall.account()).toMatchObject({ box: [100], credited: [], uncertain: [jammed(100)] })
})

test('tells of it, too, when SSP says in one answer that the power was cut and that a note jams', () => {
  const hall = aHallOfCash('ssp')
  hall.go([...ordered, { do: 'powerCut', pull: true }, { do: 'feed', fen: 10_000 }])
  hall.go([
    { do: 'pass', ms: 400 },
    { do: 'jam', where: 'box' },
  ])
  const { box, credited, uncertain } = hall.account()
  expect({ box, credited }).toEqual({ box: [10_000], credited: [] })
  expect(uncertain).toEqual([jammed(100), jammed()])
})

test('tells of one note only when SSP reads it and says in the same answer that it jams', () => {
  const hall = aHallOfCash('ssp')
  hall.go([...ordered, { do: 'run', count: 12 }, { do: 'feed', fen: 10_000 }])
  hall.go([
    { do: 'pass', ms: 400 },
    { do: 'jam', where: 'box' },
  ])
  const { box, credited, uncertain } = hall.account()
  expect(box).toEqual([100, 10_000])
  expect(credited).toMatchObject([{ denominationFen: 100 }])
  expect(uncertain).toEqual([jammed(10_000)])
})

test.each(['ssp', 'id003', 'ccnet', 'cctalkBill'])(
  'tells of a note that %s never said to be in escrow and that jams when the line is back',
  (profile) => {
    const hall = aHallOfCash(profile)
    hall.go([...ordered, { do: 'run', count: 12 }, { do: 'feed', fen: 100 }])
    hall.go([{ do: 'pass', ms: 400 }, { do: 'unplug' }, { do: 'jam', where: 'box' }])
    const { box, credited, uncertain } = hall.account()
    expect(box).toEqual([100, 100])
    expect(credited).toMatchObject([{ denominationFen: 100 }])
    expect(uncertain).toMatchObject([{ reason: 'jammed', atMost: 1 }])
  },
)
