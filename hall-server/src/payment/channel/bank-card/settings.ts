import { z } from 'zod'

const Terminal = z.strictObject({
  /** Terminal number at the acquirer (终端号), field 41. */
  terminalNo: z.string().regex(/^[0-9A-Za-z]{8}$/),
  /** File with the key that the host enciphers this terminal's MAC key under: 32 hex digits. */
  macMasterKeyFile: z.string().max(200),
})

/** What the hall's file says of the acquirer (`payments.channels.bankCard`); docs/bank-card.md. */
export const BankCardSettings = z.strictObject({
  host: z.string().max(200),
  port: z.number().int().min(1).max(65_535),
  /** Merchant number (商户号), field 42. */
  merchantNo: z.string().regex(/^[0-9A-Za-z]{15}$/),
  /** Acquirer's terminals by the hall's own: kiosks and counters. */
  terminals: z.record(z.string().max(80), Terminal).refine((all) => Object.keys(all).length <= 2_000),
  /** In front of each message; the acquirer names it. */
  tpdu: z
    .string()
    .regex(/^60\d{8}$/)
    .default('6000030000'),
  /** Application type, version, state and request of the terminal (报文头). */
  header: z
    .string()
    .regex(/^\d{12}$/)
    .default('603100310000'),
  /** MAC keys of single length stand in 8 bytes and 8 that do not count. */
  macKey: z.enum(['double', 'single']).default('double'),
  /** Whether the answer to a reversal names the trade that it took back (field 37), and has none where there was no such trade. */
  reversalReference: z.enum(['original', 'none']).default('none'),
  connectMs: z.number().int().min(100).max(60_000).default(10_000),
  /** How long the host has to answer. Terminals wait 60 s at most; the customer stands there. */
  answerMs: z.number().int().min(100).max(120_000).default(45_000),
  frameMs: z.number().int().min(100).max(60_000).default(5_000),
  /** How long the acquirer takes a refund. */
  refundDays: z.number().int().min(1).max(365).default(30),
  /** Where the acquirer puts its files of a day (docs/bank-card.md); `{name}` is replaced by the file's name. */
  bill: z.union([
    z.strictObject({
      url: z
        .string()
        .max(500)
        .regex(/\{name\}/),
    }),
    z.strictObject({ folder: z.string().max(500) }),
  ]),
})
export type BankCardSettings = z.output<typeof BankCardSettings>
