import { chinaDigits, fromYearlessDigits } from '../china-digits.ts'
import type { Charge, Credential, Paid } from '../port.ts'
import { digits } from './host.ts'
import type { Exchanged, Request, Terminal } from './host.ts'
import type { Fields } from './iso8583/fields.ts'
import type { Trade } from './known.ts'

export type Card = Extract<Credential, { kind: 'card' }>
/** A charge with its trace numbers: none goes to the host without. */
export type TracedCharge = Charge & { trace: { batch: number; stan: number } }

export const TRADE_SALE = '22'
const ENTRY = { chip: '05', stripe: '02', contactless: '07' } as const
const YUAN = '156'
const OPERATOR = '001'
/** How the PIN block is made, and that the track is enciphered (field 53): with PIN and without. */
const SECURED = { pin: '2610000000000000', noPin: '0010000000000000' } as const

/** Sale (消费). */
export function saleOf(charge: TracedCharge, card: Card): Request {
  const fields: [number, string | null][] = [
    [3, '000000'],
    [4, digits(charge.fen, 12)],
    [22, ENTRY[card.entryMode] + (card.pinBlock === null ? '2' : '1')],
    [23, card.cardSequence],
    [25, '00'],
    [26, card.pinBlock === null ? null : '06'],
    [35, card.track2.toUpperCase()],
    [49, YUAN],
    [52, card.pinBlock?.toUpperCase() ?? null],
    [53, card.pinBlock === null ? SECURED.noPin : SECURED.pin],
    [55, card.chipData?.toUpperCase() ?? null],
    [63, orderField(charge.channelNo)],
  ]
  const given = fields.flatMap(([number, value]) => (value === null ? [] : [[number, value] as const]))
  return { type: '0200', ...charge.trace, trade: TRADE_SALE, fields: new Map(given), hasMac: true }
}

/** Reversal (冲正): the sale's own trace number, and what it was. It needs no card. */
export function reversalOf(charge: TracedCharge, reason: string, approval: string | undefined): Request {
  const { batch, stan } = charge.trace
  const fields = new Map([
    [3, '000000'],
    [4, digits(charge.fen, 12)],
    [25, '00'],
    ...(approval === undefined ? [] : [[38, approval] as const]),
    [39, reason],
    [49, YUAN],
    [61, originOf(charge.trace, chinaDigits(charge.openedAt).slice(4, 8))],
    [63, orderField(charge.channelNo)],
  ] as const)
  return { type: '0400', batch, stan, trade: TRADE_SALE, fields, hasMac: true }
}

/** What a later message says of an earlier one (field 61): batch, trace number, day. */
export function originOf(trace: { batch: number; stan: number }, monthAndDay: string): string {
  return digits(trace.batch, 6) + digits(trace.stan, 6) + monthAndDay
}

/** Field 63: operator, and the hall's number for the acquirer's file. */
export const orderField = (orderNo: string): string => OPERATOR + orderNo

/** Whether an answer is about this very charge and amount. */
export function isAbout(charge: Charge, fields: Fields): boolean {
  return fields.get(4) === digits(charge.fen, 12)
}

/** An approved sale; null: the answer lacks what makes it one. */
export function paidOf(charge: Charge, terminal: Terminal, fields: Fields, now: number): Paid | null {
  const reference = fields.get(37)?.trim()
  if (!reference || !isAbout(charge, fields)) return null
  const paidAt = fromYearlessDigits(`${fields.get(13) ?? ''}${fields.get(12) ?? ''}`, now) ?? now
  const payer = fields.get(2)
  return {
    is: 'paid',
    tradeNo: tradeNoOf({ day: chinaDigits(paidAt).slice(0, 8), terminalNo: terminal.no, reference }),
    fen: charge.fen,
    paidAt,
    ...(payer === undefined ? {} : { maskedPayer: payer }),
  }
}

/** The sale that a reversal took back, where the host's answer names it; its day is the one of field 61. */
export function originalOf(charge: Charge, terminal: Terminal, heard: Exchanged): Trade | null {
  const reference = heard.is === 'answer' ? heard.fields.get(37)?.trim() : undefined
  if (!reference) return null
  const day = chinaDigits(charge.openedAt).slice(0, 8)
  return { tradeNo: tradeNoOf({ day, terminalNo: terminal.no, reference }), fen: charge.fen }
}

/** References begin anew after a time: with day and terminal they are unique for ever. `20261130` `10000001` `000012345678` */
export function tradeNoOf(trade: { day: string; terminalNo: string; reference: string }): string {
  return trade.day + trade.terminalNo + trade.reference
}

/** The parts of {@link tradeNoOf}; null: it is none. */
export function partsOfTradeNo(
  tradeNo: string,
): { day: string; terminalNo: string; reference: string } | null {
  const [, day, terminalNo, reference] = /^(\d{8})(.{8})(.{1,12})$/.exec(tradeNo) ?? []
  return day && terminalNo && reference ? { day, terminalNo, reference } : null
}
