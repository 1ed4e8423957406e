import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { waitFor } from '../../process/index.ts'
import { FaultScript, startControl } from '../kit/index.ts'
import type { RunningSandbox } from '../kit/index.ts'
import { Answers, echoed } from './answers.ts'
import type { HostSettings } from './answers.ts'
import { Book } from './book.ts'
import type { Card, SettledBatch, Trade } from './book.ts'
import { dayFile, stampOf } from './day-file.ts'
import type { Difference } from './day-file.ts'
import { Lines } from './lines.ts'
import { build, parse } from './wire.ts'
import type { HostMessage, Received } from './wire.ts'

/** Where a fault may be: the messages by their type. */
export const ACQUIRER_PLACES = ['signIn', 'sale', 'reversal', 'refund', 'settlement', 'upload'] as const
/**
 * What may go wrong. `dropRequest`: nothing is done, nothing answered; `dropResponse`: done, not answered; `delay`: answered
 * after `ms`; `badMac`; `noMac`; `busy`: 96 and nothing done; `busyAfter`: 96 although it was done; `halfFrame`: done, half
 * of the answer comes and then nothing; `cut`: the line is closed, nothing done; `cutAfter`: done, `ms` bytes of the answer
 * come and the line is closed; `twice`: answered twice; `wrongAmount`; `byteByByte`: each byte of the answer by itself;
 * `noise`: bytes before the answer that are none.
 */
export const ACQUIRER_FAULTS = [
  'dropRequest',
  'dropResponse',
  'delay',
  'badMac',
  'noMac',
  'busy',
  'busyAfter',
  'halfFrame',
  'cut',
  'cutAfter',
  'twice',
  'wrongAmount',
  'byteByByte',
  'noise',
] as const

/** Keys for tests and the demo; a card terminal's simulator has `masterKey`, `pinKey` and `trackKey` too. */
export const ACQUIRER_TEST_SETTINGS = {
  merchantNo: '104110541110001',
  terminals: ['10000001', '10000002', '10000003', '10000004'],
  macMasterKey: '89ABCDEF0123456776543210FEDCBA98',
  masterKey: '0123456789ABCDEFFEDCBA9876543210',
  pinKey: '1234567890ABCDEF1122334455667788',
  trackKey: 'A1B2C3D4E5F607181726354453627180',
  workingKeys: 'fixed',
  reversalUnknown: '25',
} as const

export type AcquirerOptions = Partial<HostSettings> & { port?: number; control?: number; billPort?: number }
export type Acquirer = RunningSandbox & { billPort: number }

const PLACES = new Map<string, string>([
  ['0800', 'signIn'],
  ['0200', 'sale'],
  ['0400', 'reversal'],
  ['0220', 'refund'],
  ['0500', 'settlement'],
  ['0320', 'upload'],
])

/** Starts an acquirer's host: terminals' lines, the file of a day over HTTP, and the control port. */
export async function startAcquirer(options: AcquirerOptions = {}): Promise<Acquirer> {
  const { port = 0, control = 0, billPort = 0, ...given } = options
  const settings: HostSettings = {
    ...ACQUIRER_TEST_SETTINGS,
    terminals: [...ACQUIRER_TEST_SETTINGS.terminals],
    now: () => Date.now(),
    ...given,
  }
  const book = new Book()
  const answers = new Answers(settings, book)
  const faults = new FaultScript(ACQUIRER_PLACES, ACQUIRER_FAULTS)
  /** Why lines were closed on whoever sent what is no message. */
  const refusedLines: string[] = []
  const bill = { isLate: false, differences: [] as Difference[] }
  const lines = new Lines((bytes, socket) => {
    try {
      serve(parse(bytes), socket, { answers, faults, now: settings.now })
    } catch (error) {
      refusedLines.push(error instanceof Error ? error.message : String(error))
      socket.destroy()
    }
  })
  const listening = await lines.listen(port)
  const files = await serveBills(billPort, (name) => {
    const [, day] = new RegExp(`^CARD_${settings.merchantNo}_(\\d{8})\\.txt$`).exec(name) ?? []
    return day === undefined || bill.isLate
      ? null
      : dayFile(settings.merchantNo, day, book.trades(), bill.differences)
  })
  const actions = {
    card: (card: Card) => book.setCard(card),
    /** The next sales are answered with these codes, whatever the card is. */
    answer: (codes: string[]) => void answers.forced.push(...codes),
    trades: (): Trade[] => book.trades(),
    /** Batches that terminals have settled, or tried to. */
    batches: (): SettledBatch[] => book.batches(),
    /** A sale that no terminal knows of: the sums of its batch differ. */
    plant: (sale: { terminalNo: string; batch: string; stan: string; fen: number }) =>
      book.plant({ ...sale, at: settings.now() }),
    today: () => stampOf(settings.now()).slice(0, 8),
    lines: () => lines.open,
    refusedLines: () => refusedLines,
    billPort: () => (files.address() as AddressInfo).port,
    billLate: (isLate: boolean) => void (bill.isLate = isLate),
    billDiffers: (differences: Difference[]) => void (bill.differences = differences),
    /** Terminals have to sign in again. */
    forgetKeys: () => answers.forgetKeys(),
    /** Whether keys of PIN and track come with check values that are not theirs. */
    spoilCheckValues: (spoils: boolean) => void (answers.spoilsCheckValues = spoils),
    down: () => lines.close(),
    up: () => lines.listen(listening),
  }
  const controlled = await startControl(actions, faults, control)
  return {
    port: listening,
    control: controlled.port,
    billPort: (files.address() as AddressInfo).port,
    async close() {
      files.closeAllConnections()
      await waitFor('the bills to close', once(files.close(), 'close'))
      await lines.close()
      await controlled.close()
    },
  }
}

type Host = { answers: Answers; faults: FaultScript; now: () => number }

function serve(message: Received, socket: Socket, { answers, faults, now }: Host): void {
  const fault = faults.take(PLACES.get(message.type) ?? '')
  const does = fault?.does
  if (does === 'dropRequest') return
  if (does === 'cut') return void socket.destroy()
  const result = does === 'busy' ? { 39: '96' } : answers.answer(message)
  if (does === 'dropResponse') return
  const answer = echoed(message, now())
  Object.assign(answer.f, does === 'busyAfter' ? { 39: '96' } : result)
  if (does === 'wrongAmount') answer.f[4] = String(Number(answer.f[4]) + 1).padStart(12, '0')
  send(socket, coded(answer, message, answers, does), fault)
}

/** Bytes of an answer: guarded as its question was. */
function coded(answer: HostMessage, question: Received, answers: Answers, does: string | undefined): Buffer {
  const coder = question.f[64] === undefined ? null : answers.coder(question.f[41] ?? '')
  if (does === 'noMac' || !coder) return build(answer, null)
  return build(answer, does === 'badMac' ? (hex) => coder(`${hex}00`).split('').reverse().join('') : coder)
}

function send(socket: Socket, bytes: Buffer, fault: { does: string; ms: number } | null): void {
  const write = (some: Uint8Array): void => {
    if (!socket.destroyed) socket.write(some)
  }
  switch (fault?.does) {
    case 'delay':
      setTimeout(() => write(bytes), fault.ms)
      return
    case 'halfFrame':
      return write(bytes.subarray(0, Math.floor(bytes.length / 2)))
    case 'cutAfter':
      socket.write(bytes.subarray(0, fault.ms), () => socket.destroy())
      return
    case 'twice':
      write(bytes)
      return write(bytes)
    case 'byteByByte':
      for (const byte of bytes) write(Uint8Array.of(byte))
      return
    case 'noise':
      write(Uint8Array.of(0xff, 0xff, 0x00))
      return write(bytes)
    case undefined:
    default:
      return write(bytes)
  }
}

async function serveBills(port: number, fileOf: (name: string) => string | null): Promise<Server> {
  const server = createServer((request, response) => {
    const file = fileOf((request.url ?? '').slice(1))
    response.writeHead(file === null ? 404 : 200, { 'content-type': 'text/plain' })
    response.end(file ?? '')
  })
  await waitFor('the bills to listen', once(server.listen(port, '127.0.0.1'), 'listening'))
  return server
}
