import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import type { Command, DecidableCommand, Fact, SystemCommand } from '../index.ts'
import { command } from './command.ts'
import { fact } from './fact.ts'
import type { Fold } from './fold.ts'
import { refusals } from './refusal.ts'
import { subject } from './subject.ts'

// What is forgotten does not compile: `npm run types` is the test of this file, running it only shows what is kept.

const OpenPayment = command('payment.open', { cents: z.number() }, { by: ['kiosk'] })
const OrderOpened = fact('OrderOpened', { cents: z.number() }, { seenBy: ['station'] })
const OrderPaid = fact('OrderPaid', { cents: z.number() }, { seenBy: ['administrator'] })
const facts = { OrderOpened, OrderPaid }
type Part = { cents: number }

const fold: Fold<Part, typeof facts> = {
  empty: () => ({ cents: 0 }),
  on: { OrderOpened: (view, opened) => void (view.cents += opened.cents), OrderPaid: 'unchanged' },
  seen: 'whole',
}

test('a whole subject keeps what it was given', () => {
  const payment = subject('payment', { commands: { OpenPayment }, facts, fold, refusals: {} })
  expect(payment.commands.OpenPayment.by).toEqual(['kiosk'])
  expect(payment.fold.empty()).toEqual({ cents: 0 })
})

test('who sends, who sees, what a screen shows and both languages must be said', () => {
  // @ts-expect-error nobody may send it
  const unsent = () => command('payment.open', {}, {})
  // @ts-expect-error a list of nobody
  const nobody = () => command('payment.open', {}, { by: [] })
  // @ts-expect-error what is the server's own is nobody else's
  const mixed = () => command('payment.open', {}, { by: ['system', 'kiosk'] })
  // @ts-expect-error no audience
  const unseen = () => fact('OrderOpened', {}, {})
  // @ts-expect-error a list of no audience
  const noAudience = () => fact('OrderOpened', {}, { seenBy: [] })
  // @ts-expect-error no English
  const mute = () => refusals({ 'payment.gone': { zh: '没有', status: 404 } })
  // @ts-expect-error no status
  const noStatus = () => refusals({ 'payment.gone': { zh: '没有', en: 'Gone' } })
  // @ts-expect-error OrderPaid is not folded, nor said to change nothing
  const forgotten: Fold<Part, typeof facts>['on'] = { OrderOpened: 'unchanged' }
  // @ts-expect-error how others see this part of the view is not said
  const shown: Fold<Part, typeof facts> = { empty: fold.empty, on: fold.on }
  const other = { Misnamed: command('other.open', {}, { by: ['kiosk'] }) }
  // @ts-expect-error a command of another subject
  const foreign = () => subject('payment', { commands: other, facts, fold, refusals: {} })
  expect([unsent, nobody, mixed, unseen, noAudience, mute, noStatus, forgotten, shown, foreign]).toHaveLength(
    10,
  )
})

test('derived unions narrow exactly', () => {
  type Call = Extract<Command, { type: 'ticket.call' }>
  expectTypeOf<keyof Call>().toEqualTypeOf<'type' | 'id' | 'counterId'>()
  expectTypeOf<SystemCommand['type']>().toEqualTypeOf<
    | 'hall.configure'
    | 'station.note'
    | 'staff.noteSignIn'
    | 'staff.notePassword'
    | 'region.beginEpoch'
    | 'directive.take'
    | 'directive.progress'
    | 'directive.settle'
    | 'directive.lapse'
    | 'directive.endNotice'
    | 'payment.noteAttempt'
    | 'payment.expire'
    | 'payment.noteDelivery'
    | 'payment.noteReversal'
    | 'payment.noteRefund'
    | 'payment.noteNotice'
    | 'payment.noteReconciled'
    | 'payment.noteAwaited'
    | 'payment.settle'
    | 'payment.noteSettlement'
    | 'takings.count'
    | 'takings.countUnknown'
  >()
  type Issue = Extract<DecidableCommand, { type: 'ticket.issue' }>
  expectTypeOf<'identity' extends keyof Issue ? true : false>().toEqualTypeOf<false>()
  expectTypeOf<'subjectId' extends keyof Issue ? true : false>().toEqualTypeOf<true>()
  type Outcome<T extends Fact['type'] | Command['type']> =
    Extract<Fact | Command, { type: T }> extends {
      outcome: infer O
    }
      ? O
      : never
  // The fact owns its outcomes: today's command may say nothing that it cannot keep.
  expectTypeOf<Outcome<'ticket.paper'>>().toExtend<Outcome<'TicketPaperReported'>>()
})
