import { expect, test } from 'vitest'
import { aPureHub, account, hall, region } from '../../test/pure.ts'
import { hallsAt, seenNoMore } from './figures.ts'

const EAST = { place: { of: 'region', regionId: region('east') } } as const

test('figures of a hall that was moved away, or of a place one lost, while they were gathered are not answered', () => {
  const hub = aPureHub()
  const asker = hub.state.accounts.get(account('east-admin'))
  if (!asker) throw new Error('no such account')
  const halls = hallsAt(hub.state, asker, EAST)
  if ('ok' in halls) throw new Error(halls.code)
  expect(halls).toEqual(['H1'])
  expect(seenNoMore(hub.state, asker, EAST, halls)).toBeNull()
  hub.does('chief', { type: 'organisation.moveHall', hallId: hall('H1'), regionId: region('west') })
  expect(seenNoMore(hub.state, asker, EAST, halls)).toMatchObject({ code: 'history.busy' })
  hub.does('chief', { type: 'account.ungrant', accountId: account('east-admin'), regionId: region('east') })
  expect(seenNoMore(hub.state, asker, EAST, [])).toMatchObject({ code: 'organisation.unknownRegion' })
})
