import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { signed } from './signature.ts'
import type { UtilityKey } from './signature.ts'
import { linesOf, withDifferences } from './statement.ts'
import type { StatementLine } from './statement.ts'
import type { Utility } from './utility.ts'

/** Characters that are sent at once. */
const PIECE = 16_384

export type Wanted = { key: UtilityKey; agent: string; day: string; asked: string; padding: number }

/** Streams a closed day, line by line; its last line counts, sums and signs the others. */
export async function sendStatement(
  response: ServerResponse,
  { writeOffs, sales }: Utility,
  wanted: Wanted,
  fault?: string,
): Promise<void> {
  const lines = linesOf(writeOffs.records.values(), sales.sales.values(), wanted.agent, wanted.day)
  const told = fault === 'statementDiffers' ? withDifferences(lines, wanted.day) : lines
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  try {
    await pipeline(Readable.from(textOf(told, signing(wanted, fault), fault === 'statementCut')), response)
  } catch (error) {
    // Who reads may stop at any line.
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** By another secret, or for another request, where that is the fault. */
function signing(wanted: Wanted, fault?: string): Wanted {
  if (fault === 'badSignature') return { ...wanted, key: { ...wanted.key, secret: 'AAAA' } }
  return fault === 'staleAnswer' ? { ...wanted, asked: '00'.repeat(32) } : wanted
}

function* padding(count: number, day: string): Iterable<StatementLine> {
  const at = Date.parse(`${day}T12:00:00+08:00`)
  for (let index = 0; index < count; index += 1) {
    const number = String(index).padStart(10, '0')
    yield {
      ...{ kind: 'writeOff', key: `padding-${number}`, writeOffNo: `XZPAD${number}` },
      ...{ fen: 1 + (index % 10_000), channel: 'alipay', at },
    }
  }
}

function* both<T>(first: Iterable<T>, second: Iterable<T>): Iterable<T> {
  yield* first
  yield* second
}

function* textOf(lines: readonly StatementLine[], wanted: Wanted, isCut: boolean): Iterable<string> {
  const { key, day, asked } = wanted
  const digest = createHash('sha256')
  const sums = { writeOff: 0, reversal: 0 }
  let count = 0
  let piece = ''
  for (const one of both(lines, padding(wanted.padding, day))) {
    const text = `${JSON.stringify(one)}\n`
    digest.update(text)
    sums[one.kind] += one.fen
    count += 1
    piece += text
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
  if (isCut) return
  const signature = signed(key, [asked, 'end', digest.digest('hex')])
  const end = { kind: 'end', day, lines: count, writeOffFen: sums.writeOff, reversalFen: sums.reversal }
  yield `${JSON.stringify({ ...end, signature })}\n`
}
