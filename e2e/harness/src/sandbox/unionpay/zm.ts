import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import type { Order } from './orders.ts'

export type Difference =
  | { orderId: string; is: 'missing' }
  | { orderId: string; is: 'amount'; fen: number }
  | { orderId: string; is: 'twice' }

/** `YYYYMMDDhhmmss` in China. */
export const stampOf = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)

/** Lines of the ZM file of a day `MMDD`: UnionPay's day begins at 23:00 of the one before. */
export function zmFile(merId: string, day: string, orders: Order[], differences: Difference[]): string {
  return orders
    .filter(({ state, at }) => state === 'done' && stampOf(at + 3_600_000).slice(4, 8) === day)
    .flatMap((order) => differently(order, differences))
    .map((order) => zmLine(merId, order))
    .join('')
}

function differently(order: Order, differences: Difference[]): Order[] {
  const difference = differences.find(({ orderId }) => orderId === order.orderId)
  if (!difference) return [order]
  if (difference.is === 'missing') return []
  return difference.is === 'twice' ? [order, order] : [{ ...order, fen: difference.fen }]
}

function zmLine(merId: string, order: Order): string {
  const isPay = order.kind === 'pay'
  const fee = Math.max(1, Math.round(order.fen * 0.006))
  const columns: [string, number][] = [
    [isPay ? 'S22' : 'S30', 3],
    ['01045840', 11],
    ['00049992', 11],
    [order.queryId.slice(-6), 6],
    [stampOf(order.at).slice(4), 10],
    ['6222********0128', 19],
    [String(order.fen).padStart(12, '0'), 12],
    ['4900', 4],
    ['08', 2],
    [order.queryId, 21],
    ['', 2],
    [order.orderId, 32],
    ['01', 2],
    ['000000', 6],
    ['', 10],
    [(isPay ? 'D' : 'C') + String(fee).padStart(12, '0'), 13],
    [(isPay ? 'C' : 'D') + String(order.fen - fee).padStart(12, '0'), 13],
    ['0501', 4],
    ['', 15],
    [isPay ? '01' : '04', 2],
    [isPay ? order.subType : '00', 2],
    ['000000', 6],
    ['01', 2],
    ['', 4],
    ['', 32],
    ['0', 1],
    [order.origQryId, 21],
    [merId, 15],
    ['', 1],
    ['', 15],
    ['', 32],
  ]
  return `${columns.map(([text, width]) => text.slice(0, width).padEnd(width)).join(' ')}\r\n`
}

/** A ZIP with one file in it. */
function zipOf(name: string, text: string): Buffer {
  const content = Buffer.from(text, 'latin1')
  const packed = deflateRawSync(content)
  const shared = Buffer.alloc(26)
  shared.writeUInt16LE(20, 0)
  shared.writeUInt16LE(8, 4)
  shared.writeUInt32LE(crc32(content), 10)
  shared.writeUInt32LE(packed.length, 14)
  shared.writeUInt32LE(content.length, 18)
  shared.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), shared, Buffer.from(name), packed])
  const entry = Buffer.concat([
    Buffer.from('504b01021400', 'hex'),
    shared,
    Buffer.alloc(14),
    Buffer.from(name),
  ])
  const end = Buffer.alloc(22)
  end.write('504b0506', 'hex')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, entry, end])
}

/** fileContent of the answer: base64 of deflate of the ZIP. */
export function fileContent(merId: string, year: string, day: string, text: string): string {
  return deflateSync(zipOf(`INN${year.slice(2)}${day}88ZM_${merId}`, text)).toString('base64')
}
