import { createCcnetReader, encodeCcnet } from '../../frame/ccnet.ts'
import type { CcnetFrame } from '../../frame/ccnet.ts'
import { createCctalkReader, encodeCctalk } from '../../frame/cctalk.ts'
import type { CctalkBus, CctalkCheck, CctalkFrame } from '../../frame/cctalk.ts'
import { createId003Reader, encodeId003 } from '../../frame/id003.ts'
import type { Id003Frame } from '../../frame/id003.ts'
import { createSspReader, encodeSsp } from '../../frame/ssp.ts'
import type { SspFrame } from '../../frame/ssp.ts'
import type { BusManners } from '../../link/bus.ts'
import { ccnet } from './ccnet-dialect.ts'
import { cctalkBill, cctalkCoin } from './cctalk-dialect.ts'
import { CCTALK_HEADER } from './cctalk-messages.ts'
import type { Wire } from './dialect.ts'
import { id003 } from './id003-dialect.ts'
import { ssp } from './ssp-dialect.ts'

/** JCM ID-003, Innovative Technology SSP, CashCode CCNET, and ccTalk with bills or coins. */
export type CashProfile = 'id003' | 'ssp' | 'ccnet' | 'cctalkBill' | 'cctalkCoin'

/** What of a wire a configuration may choose. */
export type WireOptions = { address?: number; check?: CctalkCheck }

/** Silence inside a frame that ends it: at 9600 bits per second a byte takes about 1 ms. */
const GAP_MS = 50

function id003Wire(): Wire<Id003Frame> {
  return {
    link: { baud: 9_600, parity: 'even' },
    reader: createId003Reader(),
    encode: ([command = 0, ...data]) => encodeId003({ command, data: Uint8Array.from(data) }),
    pollMs: 200,
    answerMs: 300,
    gapMs: GAP_MS,
    tries: 3,
    marker: {
      bytes: encodeId003({ command: 0x88, data: new Uint8Array(0) }),
      match: ({ command }: Id003Frame) => (command === 0x88 ? true : undefined),
      answerMs: 300,
      tries: 3,
    },
  }
}

function ccnetWire({ address = 0x03 }: WireOptions): Wire<CcnetFrame> {
  return {
    link: { baud: 9_600 },
    reader: createCcnetReader(address),
    encode: (bytes) => encodeCcnet({ address, data: Uint8Array.from(bytes) }),
    pollMs: 200,
    answerMs: 300,
    gapMs: GAP_MS,
    tries: 3,
    // GET STATUS is answered in every state, with six bytes, and a poll with four at most.
    marker: {
      bytes: encodeCcnet({ address, data: Uint8Array.of(0x31) }),
      match: ({ data }: CcnetFrame) => (data.length === 6 ? true : undefined),
      answerMs: 300,
      tries: 3,
    },
    isNak: ({ data }) => data.length === 1 && data[0] === 0xff,
  }
}

function sspWire({ address = 0 }: WireOptions): Wire<SspFrame> {
  return {
    link: { baud: 9_600, stopBits: 2 },
    reader: createSspReader(),
    encode: ([sequence, ...data]) =>
      encodeSsp({ sequence: sequence === 1 ? 1 : 0, address, data: Uint8Array.from(data) }),
    pollMs: 250,
    answerMs: 500,
    gapMs: GAP_MS,
    tries: 3,
    marker: 'sequenceFlag',
  }
}

function cctalkWire(device: number, { address = device, check = 'sum8' }: WireOptions): Wire<CctalkFrame> {
  const bus: CctalkBus = { device: address, check }
  const encode = ([header = 0, ...data]: readonly number[]) =>
    encodeCctalk({ fromHost: true, header, data: Uint8Array.from(data) }, bus)
  return {
    link: { baud: 9_600 },
    reader: createCctalkReader(bus),
    encode,
    pollMs: 200,
    answerMs: 300,
    // "A device should wait 50 ms between bytes before it gives a message up" (part 1).
    gapMs: GAP_MS,
    tries: 3,
    // The category is the only answer that is a text of letters and longer than a name of a coin or bill.
    marker: {
      bytes: encode([CCTALK_HEADER.category]),
      match: ({ fromHost, data }: CctalkFrame) => (!fromHost && isCategory(data) ? true : undefined),
      answerMs: 300,
      tries: 3,
    },
    isAnonymous: check === 'crc16',
    isEcho: ({ fromHost }) => fromHost,
    isNak: ({ fromHost, header }) => !fromHost && header !== 0,
  }
}

const isCategory = (data: Uint8Array) =>
  /^(Coin|Bill|Note)[ A-Za-z]{6,}$/.test(Buffer.from(data).toString('latin1'))

/** ccTalk is a bus: coins and bills may share one line. The others are wired one acceptor to one port. */
const oneOfMany: BusManners = {}

/** How each profile is spoken: its machine and its wire, and its manners where the line may be shared. */
export const CASH_PROFILES = {
  id003: { dialect: id003, wire: id003Wire, escrow: true },
  ssp: { dialect: ssp, wire: sspWire, escrow: true },
  ccnet: { dialect: ccnet, wire: ccnetWire, escrow: true },
  cctalkBill: {
    dialect: cctalkBill,
    wire: (options: WireOptions) => cctalkWire(40, options),
    escrow: true,
    manners: oneOfMany,
  },
  cctalkCoin: {
    dialect: cctalkCoin,
    wire: (options: WireOptions) => cctalkWire(2, options),
    escrow: false,
    manners: oneOfMany,
  },
} as const
