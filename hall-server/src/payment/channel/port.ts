import type { Localized } from '@service-hall/contract'
import type { Clock, Log } from '@service-hall/server-kit'
import type { z } from 'zod'

// What the hall asks of a payment channel (支付渠道), whatever it is. A channel answers with what is so now and nothing
// more: states, retries and money are the hall's (`../order`). Nothing here throws for what networks and channels do: what
// cannot be told is `unsure`. Amounts are integer fen (分), times epoch ms.

/** One attempt, as its channel knows it. Everything in it is on disk before the channel hears of it. */
export type Charge = {
  /** Order number at the channel (商户订单号): 28 of `[0-9A-Z]`, used once for ever. All channels take it. */
  channelNo: string
  fen: number
  /** What the customer reads in their own app: no name, no whole account number. */
  subject: string
  /** When the attempt was opened; with `channelNo` the key at UnionPay (`txnTime`). */
  openedAt: number
  /** Until when the customer may pay. */
  until: number
  hallId: string
  /** The machine or counter that took it (银发〔2021〕259号: one device, one code). */
  terminalId: string
  /** How it was opened, for channels that undo each use in its own way (WeChat Pay: close, or reverse). */
  use?: ChannelUse
  /** Trace numbers of the acquirer's terminal, for channels that number by terminal (ISO 8583 fields 11 and 60): stan 1 to 799,999. */
  trace?: { batch: number; stan: number }
}

/** What a customer brought for a channel that takes rather than shows. Kept in memory only, never in a fact or a log. */
export type Credential =
  /** Payment code (付款码) that staff or the kiosk scanned: 16 to 24 digits. */
  | { kind: 'paymentCode'; code: string }
  /** What a card terminal gave: ciphertext of its own keys, and a masked number (at most BIN and last four). */
  | {
      kind: 'card'
      maskedPan: string
      entryMode: 'chip' | 'stripe' | 'contactless'
      /** Track 2 equivalent, enciphered by the terminal's track key; hex. */
      track2: string
      /** PIN block, enciphered by the terminal's PIN key; hex; null: no PIN was asked for. */
      pinBlock: string | null
      /** Card sequence number, 3 digits; null: none. */
      cardSequence: string | null
      /** EMV data (field 55), hex TLV; null: none. */
      chipData: string | null
      /** Check value of the PIN key that it was made with; absent: the terminal's keys are its maker's. */
      keyCheck?: string | undefined
    }

/** A key under a key that the hall does not have, and four bytes over zeros to check it by; hex. */
export type SealedKey = { cipher: string; checkValue: string }
/** Working keys of a device that takes cards (工作密钥). In memory only; `track` null: the channel gives none. */
export type WorkingKeys = { is: 'keys'; pin: SealedKey; track: SealedKey | null }

/** Money is there. */
export type Paid = {
  is: 'paid'
  /** Number of the trade at the channel. With the channel's id it is unique for ever. */
  tradeNo: string
  fen: number
  paidAt: number
  /** For receipts: `622202******1234`, never more. */
  maskedPayer?: string
}
/** Nothing can be told: time-out, broken line, answer that is not the channel's, "system busy". Never a failure. */
export type Unsure = { is: 'unsure'; why: string }
/** The channel's final no, before any money moved. `code`: the channel's own; `customer`: what to tell the customer. */
export type Refused = { is: 'refused'; code: string; customer?: CustomerCause }
/** Causes that the customer can do something about. */
export type CustomerCause =
  'notEnoughMoney' | 'wrongPin' | 'limit' | 'cardNotAccepted' | 'codeExpired' | 'declined'

/** How an attempt stands at its channel. */
export type Standing =
  | Paid
  | Unsure
  | Refused
  /** Known and waits for the customer. */
  | { is: 'payable' }
  /** The channel knows no such trade. Proof of nothing while its QR code may live (Alipay); see `noTradeIsFinal`. */
  | { is: 'noTrade' }
  /** Will never be paid. */
  | { is: 'closed' }
  /** Was paid, and all of it was given back (Alipay: cancel of a paid trade; card: reversal). */
  | { is: 'returned'; tradeNo: string; fen: number }

/** Answer to the opening of an attempt. `qr`: text of the code that the customer scans. */
export type Opened = { is: 'payable'; qr?: string } | Paid | Refused | Unsure

/** Answer to closing. `payable`: not closed, and it may be tried again. */
export type Closed = Extract<Standing, { is: 'closed' | 'returned' | 'paid' | 'unsure' | 'payable' }>

/** Money back to whoever paid. Sending the same one again refunds once. */
export type RefundOrder = {
  /** 28 of `[0-9A-Z]`, used once for ever. */
  refundNo: string
  charge: Charge
  tradeNo: string
  fen: number
  /** What the customer reads. */
  reason: string
  /** When it was asked for; with `refundNo` its key at UnionPay (`txnTime`): the same each time it is sent. */
  askedAt?: number
  /** Trace numbers of the refund itself, for channels that number by terminal; the same each time it is sent. */
  trace?: { batch: number; stan: number }
}
export type RefundStanding =
  | { is: 'refunded'; refundTradeNo: string; fen: number }
  /** Accepted, not done yet. */
  | { is: 'underWay' }
  | { is: 'noRefund' }
  | Refused
  | Unsure

/** A terminal's batch (批次) as the hall's books have it. Everything in it is on disk before the channel hears of it. */
export type BatchOrder = {
  terminalId: string
  batch: number
  sales: number
  salesFen: number
  refunds: number
  refundsFen: number
  trades: readonly { kind: 'sale' | 'refund'; stan: number; fen: number }[]
}
/** `agreed`: the channel has the same sums; otherwise it was sent each trade. */
export type BatchSettled = { is: 'settled'; agreed: boolean }

/** What a channel sent of itself (异步通知), as it came. */
export type RawNotice = { headers: Readonly<Record<string, string>>; body: Buffer; at: number }
/** A notice that is the channel's, for sure; or why it is not taken. `reply`: what the channel has to hear. */
export type NoticeRead =
  | { ok: true; channelNo: string; standing: NoticedStanding; reply: NoticeReply }
  /** A refund's result. */
  | { ok: true; refundNo: string; refund: RefundStanding; reply: NoticeReply }
  | { ok: false; code: NoticeFault; reply: NoticeReply }
/** `returned`: Alipay tells of a cancel that gave money back; `payable`: and, where an app is set so, of trades that wait. */
export type NoticedStanding = Extract<Standing, { is: 'paid' | 'closed' | 'returned' | 'payable' }>
export type NoticeFault = 'badSignature' | 'stale' | 'otherApp' | 'unreadable'
export type NoticeReply = { status: number; type: string; body: string }

/** A line of a channel's bill of a day (对账单). Refunds have the positive amount that went back. */
export type BillLine = {
  kind: 'payment' | 'refund'
  channelNo: string
  tradeNo: string
  refundNo?: string
  fen: number
  /** The channel's fee, where the file says; it may be negative for refunds. */
  feeFen?: number
  at: number
}
/** A day's bill. `lines` reads the file piece by piece and throws `BillFault` where it is not what the channel documents. */
export type Bill =
  | { is: 'here'; lines: AsyncIterable<BillLine> }
  /** Made later: ask again after `againMs`. */
  | { is: 'later'; againMs: number }
  /** The channel says that nothing happened that day. */
  | { is: 'empty' }
  | Unsure

/** A bill file that is not what its channel documents; `line`: from 1. */
export class BillFault extends Error {
  readonly line: number
  constructor(message: string, line: number) {
    super(`bill line ${line}: ${message}`)
    this.line = line
  }
}

/** How a channel wants to be asked, as it documents. Data: the hall's one loop follows them. Times in ms. */
export type ChannelRules = {
  /** How long the customer has to pay. */
  payableMs: number
  /** Waits before each query while the customer may pay; the last repeats until `payableMs` is over. */
  queryMs: readonly number[]
  /** Waits before each try of closing; when they are used up the attempt is `unsure`. */
  closeMs: readonly number[]
  /** Waits between queries of an attempt that is unsure; the last repeats. */
  unsureMs: readonly number[]
  /** From then on a person owns an attempt that is unsure. */
  personAfterMs: number
  /** What an opening without an answer is followed by: the same number again (WeChat), or closing and a new one (Alipay). */
  reopen: 'sameNumber' | 'newNumber'
  /** Waits before an opening is sent again, where `reopen` is `sameNumber`. */
  reopenMs: readonly number[]
  /** Closing is not asked for before the attempt is so old. */
  closeNotBeforeMs: number
  /** Uses whose closing gives back what is paid, so that a payment told meanwhile is not the last word. Absent: none. */
  closeGivesBack?: readonly ChannelUse[]
  /** Whether "no such trade" is final once the attempt's own time is over; otherwise closing has to say so. */
  noTradeIsFinal: boolean
  /** The longest a channel takes a refund back, from payment on. */
  refundWithinMs: number
  /** Waits between tries and queries of a refund; the last repeats. */
  refundMs: readonly number[]
  /** Waits between tries of a settlement, after the first; when they are used up a person owns it. */
  settleMs?: readonly number[]
  /** Where each of these stands: document and section. */
  source: string
}

/** How a way to pay is used. */
export type ChannelUse =
  /** The customer scans a code on the screen. */
  | 'showsCode'
  /** The hall scans the customer's code. */
  | 'scansCode'
  | 'card'

/** One channel, ready to be asked. Every call ends within its own time limit, also on a dead line. */
export type Channel = {
  rules: ChannelRules
  /** `credential`: for `scansCode` and `card`. Sending the same charge again is safe where `rules.reopen` is `sameNumber`. */
  open: (charge: Charge, credential?: Credential) => Promise<Opened>
  query: (charge: Charge) => Promise<Standing>
  /** Makes sure that it will not be paid: close, cancel (撤销) or reverse (冲正), whatever the channel has. */
  close: (charge: Charge) => Promise<Closed>
  refund: (refund: RefundOrder) => Promise<RefundStanding>
  queryRefund: (refund: RefundOrder) => Promise<RefundStanding>
  /** Settles a terminal's batch at the end of its day; the same one again is settled once. Absent: it settles by itself. */
  settle?: (batch: BatchOrder) => Promise<BatchSettled | Unsure>
  /** Absent: the channel sends none. */
  notice?: (raw: RawNotice) => Promise<NoticeRead>
  /** Keys for the device of a terminal that takes cards, as they are in force now. Absent: the channel gives none. */
  workingKeys?: (terminalId: string) => Promise<WorkingKeys | Refused | Unsure>
  /** `day`: `YYYY-MM-DD` in China. */
  bill: (day: string) => Promise<Bill>
  /** Ends lines and timers. */
  stop?: () => void
}

/** What a channel is made with. */
export type ChannelTools = {
  clock: Clock
  log: Log
  /** Reads a key or certificate of the settings; relative names are in the folder of the hall's file. */
  readSecret: (path: string) => Promise<string>
}

/**
 * A channel as its folder declares it (`channel/<id>/index.ts`), with one line in `channels.ts`. Its settings stand in the
 * hall's file under `payments.channels.<id>`: addresses, merchant numbers, names of key files.
 */
export type ChannelKind<Settings extends z.ZodType = z.ZodType> = {
  /** As it stands in facts, for ever: `alipay`. */
  id: string
  name: Localized
  uses: readonly ChannelUse[]
  settings: Settings
  create(settings: z.output<Settings>, tools: ChannelTools): Promise<Channel> | Channel
}

/** Declares a channel; ties its settings to what makes it. */
export function channelKind<Settings extends z.ZodType>(kind: ChannelKind<Settings>): ChannelKind<Settings> {
  return kind
}
