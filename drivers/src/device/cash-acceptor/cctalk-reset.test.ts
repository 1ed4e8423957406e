import { expect, test } from 'vitest'
import { aHallOfCash } from '../../../test/cash-on-paper.ts'
import type { Deal } from '../../../test/cash-on-paper.ts'

const cut: Deal = { do: 'powerCut', pull: false }
const opened: Deal[] = [{ do: 'enable' }, { do: 'run', count: 20 }]
const paid = (fen: number): Deal[] => [
  { do: 'feed', fen },
  { do: 'run', count: 30 },
]

/** A coin acceptor that took one coin of 10 fen, its first, and stands open. */
function afterOneCoin() {
  const hall = aHallOfCash('cctalkCoin')
  hall.go([{ do: 'run', count: 60 }, ...opened, ...paid(10)])
  return hall
}

type Hall = ReturnType<typeof aHallOfCash>

/** Until the coin is past the point of no return: it will be in the box, and is not numbered yet. */
function untilPastReturn(hall: Hall) {
  for (let ms = 0; ms < 2_000 && hall.face.path.note?.place !== 'pastReturn'; ms += 50)
    hall.go([{ do: 'pass', ms: 50 }])
  expect(hall.face.path.note?.place).toBe('pastReturn')
}

function told(hall: Hall) {
  const { box, credited, uncertain } = hall.account()
  return { box, uncertain, credited: credited.map(({ denominationFen }) => denominationFen) }
}

const anyNumber = { type: 'uncertain', noteId: expect.any(String) as string, reason: 'powerLost' }

test('tells that the first coin of an acceptor that began anew, like the one remembered, may be in the box', () => {
  const hall = afterOneCoin()
  const remembered = hall.memory.eventCounter
  hall.go([{ do: 'feed', fen: 10 }])
  untilPastReturn(hall)
  hall.go([cut, { do: 'pass', ms: 1_000 }])
  expect(hall.face.state).toMatchObject({ counter: remembered?.value })
  expect(told(hall)).toEqual({ box: [10, 10], credited: [10], uncertain: [anyNumber] })
})

test.each(Array.from({ length: 24 }, (_, at) => at * 50))(
  'drops no coin and credits none twice when the power goes %i ms after it was put in',
  (ms) => {
    for (const again of [[], [cut], [...opened, ...paid(10)]] as Deal[][]) {
      const hall = afterOneCoin()
      hall.go([{ do: 'feed', fen: 10 }, { do: 'pass', ms }, cut, ...again, { do: 'unplug' }])
      const { box, credited, uncertain } = told(hall)
      expect(credited.length).toBeLessThanOrEqual(box.length)
      if (uncertain.length === 0) expect(credited).toEqual(box)
    }
  },
)

test('knows that it began anew when what came since looks like one more event behind those remembered', () => {
  const hall = afterOneCoin()
  hall.go([{ do: 'feed', fen: 10 }])
  untilPastReturn(hall)
  hall.go([cut, { do: 'pass', ms: 1_000 }, { do: 'feed', fen: 10 }, { do: 'pass', ms: 1_000 }])
  expect(hall.face.path.returned).toEqual([10])
  expect(told(hall)).toEqual({ box: [10, 10], credited: [10], uncertain: [anyNumber] })
})

test('tells of a coin that was under way when the acceptor was shut', () => {
  const hall = afterOneCoin()
  hall.go([{ do: 'feed', fen: 10 }])
  untilPastReturn(hall)
  hall.go([{ do: 'disable' }, { do: 'run', count: 3 }])
  expect(hall.face.path.box).toEqual([10])
  hall.go([{ do: 'pass', ms: 400 }, cut])
  expect(told(hall)).toEqual({ box: [10, 10], credited: [10], uncertain: [anyNumber] })
})

test('counts nothing as lost when the power goes while nothing was let in', () => {
  const hall = afterOneCoin()
  hall.go([{ do: 'disable' }, { do: 'run', count: 30 }, cut])
  expect(told(hall)).toEqual({ box: [10], credited: [10], uncertain: [] })
})

test('does not take the end of a program or a line for a reset', () => {
  const hall = afterOneCoin()
  hall.go([{ do: 'unplug' }, { do: 'run', count: 60 }, ...opened, ...paid(10), { do: 'restart' }])
  hall.go([{ do: 'run', count: 60 }, { do: 'disable' }, { do: 'restart' }])
  expect(told(hall)).toEqual({ box: [10, 10], credited: [10, 10], uncertain: [] })
})

test('does not take one answer that all places are inhibited for a reset', () => {
  const hall = afterOneCoin()
  const hear = hall.face.hear.bind(hall.face)
  let spoilt = 0
  hall.face.hear = (bytes) => {
    const answers = hear(bytes)
    // Header 230, answered with two bytes of zero and the sum that makes it right.
    if (bytes[3] !== 230 || spoilt > 0 || hall.memory.marked !== true) return answers
    spoilt += 1
    return [Buffer.from([...bytes, 1, 2, 2, 0, 0, 0, 251])]
  }
  hall.go(paid(10))
  expect(spoilt).toBe(1)
  expect(told(hall)).toEqual({ box: [10, 10], credited: [10, 10], uncertain: [] })
})

test.each([
  ['refuses to tell its inhibits', [1, 0, 2, 5, 248]],
  ['always tells that all are inhibited', [1, 2, 2, 0, 0, 0, 251]],
  ['always tells that none is', [1, 2, 2, 0, 255, 255, 253]],
])('takes coins from an acceptor that %s, and credits none twice', (_, answer) => {
  const hall = aHallOfCash('cctalkCoin')
  const hear = hall.face.hear.bind(hall.face)
  hall.face.hear = (bytes) => (bytes[3] === 230 ? [Buffer.from([...bytes, ...answer])] : hear(bytes))
  hall.go([{ do: 'run', count: 60 }, ...opened, ...paid(10), ...paid(10), cut, ...opened])
  hall.go([{ do: 'run', count: 60 }, ...opened, ...paid(50)])
  expect(told(hall)).toMatchObject({ box: [10, 10, 50], credited: [10, 10, 50] })
})

test('does not take what is given back after a second power cut for the bill that the first one left before the box', () => {
  const hall = aHallOfCash('cctalkBill')
  hall.go([{ do: 'run', count: 60 }, ...opened, { do: 'feed', fen: 100 }, { do: 'run', count: 12 }])
  hall.go([{ do: 'stack' }, { do: 'run', count: 5 }, cut, { do: 'run', count: 5 }])
  // It falls unread, another one is put in, and with the power its number is gone.
  hall.go([{ do: 'unplug' }, { do: 'feed', fen: 100 }, cut])
  const { box, returned, toldReturned, uncertain } = hall.account()
  expect({ box, returned, toldReturned }).toEqual({ box: [100], returned: [100], toldReturned: [] })
  expect(uncertain).toMatchObject([{ denominationFen: 100, atMost: 1, reason: 'powerLost' }])
})
