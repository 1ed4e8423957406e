import { choiceFen, localTime } from '@service-hall/contract'
import type { HallConfig, KioskPlan, KioskWay, PaymentPaper, PaymentSession } from '@service-hall/contract'
import { kioskAccount, kioskPlan } from './account-view.ts'
import { cashOver } from './cash/terms.ts'
import { LEAST_METER_FEN, mostOnCard } from './meter/visiting.ts'
import type { OrderStep } from './order-step.ts'
import type { Visit } from './visit.ts'

/** Lengths of account numbers (户号). */
const LENGTHS = [10, 13]
const PRESETS_FEN = [5_000, 10_000, 20_000, 30_000, 50_000, 100_000]
const NO_PLAN: KioskPlan = {
  ...{ partFromFen: null, oldestFirst: true, prepayUpToFen: null, adviseFen: null, creditGrade: null },
}

export type SessionParts = {
  config: HallConfig | null
  /** The hall's clock, epoch ms. */
  now: number
  ways: KioskWay[]
  /** Notes that the acceptor takes, fen. */
  notesFen: number[]
  devices: { idCard: boolean; meterCard: boolean; barcode: boolean }
  /** What the order says, while it is asked. */
  step: OrderStep | null
  /** A card is in the slot still. */
  takeCard: boolean
  /** The receipt or slip of the step, and whether the phone can have it. */
  receipt: { paper: PaymentPaper; receiptQr: boolean }
  /** What the order is asked about by; null: none was opened. */
  reference: string | null
  /** There are bills in what was paid. */
  canInvoice: boolean
  canPrint: boolean
  phone?: string
}

/** The visit as the screen shows it. */
export function sessionView(visit: Visit | null, parts: SessionParts): PaymentSession {
  if (!visit) return { step: 'idle' }
  const { paymentId, stepNo, purpose, stage, accounts, typed } = visit
  const asked = { paymentId, stepNo, purpose }
  const rows = accounts.map((one, index) => kioskAccount(one, `a${index}`, typed))
  const account = rows[visit.account ? accounts.indexOf(visit.account) : -1]
  switch (stage.is) {
    case 'identify':
      return {
        ...{ ...asked, step: 'identify', lengths: LENGTHS, by: parts.devices },
        ...(stage.problem ? { problem: stage.problem } : {}),
      }
    case 'working':
      return { ...asked, step: 'working', on: stage.on }
    case 'accounts':
      return { ...asked, step: 'accounts', accounts: rows }
    case 'refused':
      return {
        ...{ ...asked, step: 'refused', why: stage.why, canRetry: stage.canRetry, takeCard: parts.takeCard },
        ...(parts.reference === null ? {} : { reference: parts.reference }),
      }
    case 'away':
      return { ...asked, step: 'away', what: stage.what }
    case 'order':
      return parts.step
        ? orderView(visit, asked, parts.step, parts)
        : { ...asked, step: 'working', on: 'order' }
    case 'invoice': {
      const { months, fen, reference, title, standing } = stage.sheet
      return { ...asked, step: 'invoice', months, fen, reference, title, standing }
    }
    case 'bills':
    case 'meterAmount':
    case 'ways':
    case 'cashConsent':
    case 'inquiry':
      if (!account) return { ...asked, step: 'working', on: 'account' }
  }
  if (stage.is === 'inquiry') {
    const canPay = visit.account !== null && visit.account.mode !== 'meterCard'
    const { bills, usage, tariff } = stage.parts
    const today = dayOf(parts).day
    return {
      ...{ ...asked, step: 'inquiry', account, canPay, today, bills, usage, tariff },
      ...{ print: visit.print, canPrint: parts.canPrint, canInvoice: true },
    }
  }
  if (stage.is === 'bills') {
    const plan = visit.account ? kioskPlan(visit.account) : NO_PLAN
    const changed = stage.changed ? { changed: true } : {}
    return { ...asked, step: 'bills', account, bills: [...visit.bills], plan, ...changed }
  }
  if (stage.is === 'meterAmount') {
    const { unusedFen } = visit
    const maxFen = mostOnCard(visit.account)
    const presetsFen = PRESETS_FEN.filter((fen) => fen <= maxFen)
    return {
      ...{ ...asked, step: 'meterAmount', account, presetsFen, minFen: LEAST_METER_FEN, maxFen },
      count: visit.meter?.card.wallet.count ?? 0,
      ...(unusedFen === null ? {} : { unusedFen }),
    }
  }
  if (stage.is === 'cashConsent') {
    return {
      ...asked,
      step: 'cashConsent',
      summary: summaryOf(visit, account),
      notesFen: parts.notesFen,
      over: cashOver(visit),
    }
  }
  return { ...asked, step: 'ways', summary: summaryOf(visit, account), ways: parts.ways }
}

type Account = Extract<PaymentSession, { step: 'ways' }>['summary']['account']

function summaryOf(
  { choice, bills }: Visit,
  account: Account,
): Extract<PaymentSession, { step: 'ways' }>['summary'] {
  const chosen = choice ?? { bills: [], prepayFen: 0 }
  const months = new Map(bills.map(({ billId, month }) => [billId, month]))
  return {
    ...{ account, months: chosen.bills.map(({ billId }) => months.get(billId) ?? '') },
    ...{ prepayFen: chosen.prepayFen, totalFen: choiceFen(chosen) },
  }
}

function orderView(
  { rated }: Visit,
  asked: { paymentId: string; stepNo: number; purpose: Visit['purpose'] },
  step: OrderStep,
  parts: SessionParts,
): PaymentSession {
  const { takeCard, receipt, canInvoice, phone } = parts
  const askAt = phone ? { phone } : {}
  switch (step.step) {
    case 'done': {
      const rating = { level: step.rating?.level ?? rated }
      return { ...step, ...asked, ...receipt, takeCard, rating, canInvoice }
    }
    case 'cancelled':
      return { ...step, ...asked, ...receipt, takeCard }
    case 'refused': {
      const { byAt, ...rest } = step
      const untold = byAt === undefined
      return { ...rest, ...asked, takeCard, ...(untold ? {} : { by: dayOf(parts, byAt), ...askAt }) }
    }
    case 'unknown': {
      const { byAt, paper: _paper, ...rest } = step
      const by = dayOf(parts, byAt)
      const paid = { ...rest, ...asked, ...receipt, by, takeCard }
      return { ...paid, ...askAt }
    }
    default:
      return { ...step, ...asked }
  }
}

function dayOf({ config, now }: SessionParts, at = now): { day: string; time: string } {
  const { day, time } = localTime(at, config?.hall.timeZone ?? 'Asia/Shanghai')
  return { day, time }
}
