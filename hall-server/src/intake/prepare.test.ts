import { expect, test } from 'vitest'
import { aHallFile, command, startServer } from '../../test/builders.ts'

const file = aHallFile({
  policies: { openTicketsPerPerson: 0 },
  change: (hall) => (hall.identification = { classes: [{ class: 'priority', minAge: 70 }] }),
})
/** Nobody: there is no region 990000. */
const old = { name: '张测试', idNumber: '990000195003070015' }
const young = { name: '李试验', idNumber: '99000019900307003X' }
const foreigner = { name: 'TESTER ADA', idNumber: 'XXA990050030712' }

async function aKiosk() {
  const server = await startServer({ file })
  const kiosk = await server.station('K1')
  const take = (identity: object) => kiosk.send({ ...command('ticket.issue'), identity })
  const classFor = async (identity: object) => {
    const answer = await take(identity)
    return answer.ok ? answer.result.ticket?.classId : answer.code
  }
  return { server, classFor }
}

test('age is by the number; a day of birth counts only beside a number that has none', async () => {
  const { classFor } = await aKiosk()
  expect(await classFor(old)).toBe('priority')
  expect(await classFor(young)).toBe('normal')
  expect(await classFor({ ...young, birthDate: '1930-01-01' })).toBe('input.invalid')
  expect(await classFor({ ...foreigner, birthDate: '1950-03-07' })).toBe('priority')
  expect(await classFor(foreigner)).toBe('normal')
})

test('a number with a wrong check digit, or of a day that never was, is refused by name and leaves nothing', async () => {
  const { server, classFor } = await aKiosk()
  expect(await classFor({ ...old, idNumber: '990000195003070014' })).toBe('identity.wrongNumber')
  expect(await classFor({ ...old, idNumber: '990000195013010016' })).toBe('identity.wrongNumber')
  expect(server.hall.state.view.tickets).toEqual({})
  expect(server.log.lines.join()).not.toContain('990000')
})
