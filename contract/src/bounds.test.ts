import { expect, test } from 'vitest'
import { z } from 'zod'
import { unboundedParts } from '../test/bounds.ts'
import { everyCommand } from './every.ts'
import type { HubCommandDefinition } from './hub/define/define.ts'
import { HUB_SUBJECTS } from './hub/every.ts'
import { CONSOLE_ROUTES } from './wire/console-routes/index.ts'
import { HALL_ROUTES } from './wire/hall-routes.ts'
import { Handshake } from './wire/hall-socket.ts'
import { ScreenIntent } from './wire/kiosk-screen.ts'
import { PinDigits } from './wire/maintenance-pin.ts'
import { HallHello, MarksAsked, UplinkBatch } from './wire/uplink.ts'

/** What has a bound of the hall's time, which no schema knows (`hall-server/src/intake/decide.ts`). */
const DECIDED: Partial<Record<string, string[]>> = { 'ticket.issue': ['.validUntil: a number of any size'] }

test.each(everyCommand.map(({ type, schema }) => [type, schema] as const))(
  'every text, list and number of the command %s has a bound',
  (type, schema) => {
    expect(unboundedParts(schema)).toEqual(DECIDED[type] ?? [])
  },
)

const hubCommands = HUB_SUBJECTS.flatMap(({ commands }) => Object.values<HubCommandDefinition>(commands))
test.each(
  hubCommands.filter(({ by }) => by === 'account').map(({ type, schema }) => [type, schema] as const),
)('every text, list and number of the command %s to a hub has a bound', (_type, schema) => {
  expect(unboundedParts(schema)).toEqual([])
})

test('of a batch only the facts themselves have none, which may be of a later release; its text has', () => {
  expect(unboundedParts(UplinkBatch)).toEqual([
    '.entries[].fact: a table of any size',
    '.entries[].fact{}: anything',
  ])
})

/** What a route or plugin bounds by itself: the outlines of a map by `MapOutlines`, in a body of so many bytes. */
const ELSEWHERE: Partial<Record<string, string[]>> = {
  'request of POST /api/maps/:regionId': ['.outlines: anything'],
}
const routes = [...HALL_ROUTES, ...CONSOLE_ROUTES].flatMap(({ method, path, params, query, request }) =>
  Object.entries({ params, query, request }).flatMap(([part, schema]) =>
    schema ? [[`${part} of ${method} ${path}`, schema] as const] : [],
  ),
)
test.each(routes)('the %s have bounds', (name, schema) => {
  expect(unboundedParts(schema)).toEqual(ELSEWHERE[name] ?? [])
})

test.each(
  CONSOLE_ROUTES.flatMap((row) => (row.example ? [[`${row.method} ${row.path}`, row] as const] : [])),
)(
  'the example of %s is taken by its schemas, which need one',
  (_name, { params, query, request, example }) => {
    for (const [schema, one] of [
      [params, example?.params],
      [query, example?.query],
      [request, example?.request],
    ] as const) {
      expect(one === undefined || schema !== undefined).toBe(true)
      if (one !== undefined) expect(schema?.safeParse(one).error).toBeUndefined()
    }
  },
)

test('a route that needs something to be asked has an example of it', () => {
  const bare = CONSOLE_ROUTES.filter(
    ({ params, request, example }) => (params && !example?.params) || (request && !example?.request),
  )
  expect(bare.map(({ method, path }) => `${method} ${path}`)).toEqual([])
})

test.each([
  ['handshake of a socket', Handshake],
  ['maintenance PIN', PinDigits],
  ['intent of a kiosk’s screen', ScreenIntent],
  ['hello of a hall to its region', HallHello],
  ['question for marks', MarksAsked],
])('the %s has bounds', (_name, schema) => {
  expect(unboundedParts(schema)).toEqual([])
})

test('what has no bound is found at any depth', () => {
  const Loose = z.strictObject({
    fine: z.strictObject({
      text: z.string().max(9),
      key: z.string().regex(/^[a-z]{1,9}$/),
      day: z.iso.date(),
    }),
    texts: z.array(z.string()).max(3),
    numbers: z.array(z.number().int().min(0)),
    choice: z.union([z.literal('a'), z.strictObject({ plus: z.string().regex(/^\d+$/) })]).optional(),
    table: z.record(z.string().max(9), z.number().min(0).max(5)),
    open: z.looseObject({}),
    any: z.unknown(),
  })
  expect(unboundedParts(Loose)).toEqual([
    '.texts[]: a text of any length',
    '.numbers: a list of any length',
    '.numbers[]: a number of any size',
    '.choice.plus: a text of any length',
    '.table: a table of any size',
    '.open: a table of any size',
    '.open{}: anything',
    '.any: anything',
  ])
})
