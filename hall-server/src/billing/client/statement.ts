import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Clock } from '@service-hall/server-kit'
import { z } from 'zod'
import { StatementEnd, StatementLine, isSameSignature, statementSignature } from '../rest-contract/index.ts'
import type { BillingLine } from '../port.ts'
import type { Connection, Opened } from './connection.ts'

/** The longest line, bytes: more than that is no line of a statement, and is not kept. */
const MOST_LINE_BYTES = 4_096
const NEWLINE = 0x0a

/** A statement that is not what the contract says, or was cut off; `line`: from 1. What was read of it counts for nothing. */
export class StatementFault extends Error {
  readonly line: number
  constructor(message: string, line: number) {
    super(`statement line ${line}: ${message}`)
    this.line = line
  }
}

/**
 * The lines of a day, one after another: memory holds one of them. Throws {@link StatementFault}; only when it ended without
 * that is the statement whole and the utility's.
 */
export async function* statementLines(
  opened: Opened,
  day: string,
  { secret }: Pick<Connection, 'secret'>,
  { clock, idleMs }: { clock: Clock; idleMs: number },
): AsyncIterable<BillingLine> {
  const digest = createHash('sha256')
  const sums = { writeOff: 0, reversal: 0 }
  let count = 0
  let last: StatementEnd | null = null
  try {
    for await (const bytes of rawLines(opened.message, clock, idleMs)) {
      count += 1
      if (last) throw new StatementFault('something follows the end', count)
      const line = parsed(bytes, count)
      if (line.kind === 'end') {
        last = line
        continue
      }
      digest.update(bytes).update('\n')
      sums[line.kind] += line.fen
      yield line
    }
  } catch (error) {
    if (error instanceof StatementFault) throw error
    throw new StatementFault(error instanceof Error ? error.message : String(error), count + 1)
  } finally {
    opened.end()
  }
  if (!last) throw new StatementFault('cut off before its end', count + 1)
  const expected = statementSignature(secret, opened.asked, digest.digest('hex'))
  if (!isSameSignature(last.signature, expected)) throw new StatementFault('wrong signature', count)
  const isRight =
    last.day === day &&
    last.lines === count - 1 &&
    last.writeOffFen === sums.writeOff &&
    last.reversalFen === sums.reversal
  if (!isRight) throw new StatementFault('day, counts or sums are not those of its lines', count)
}

const AnyLine = z.discriminatedUnion('kind', [StatementLine, StatementEnd])
type StatementEnd = z.output<typeof StatementEnd>

function parsed(bytes: Buffer, line: number): BillingLine | StatementEnd {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new StatementFault('no JSON', line)
  }
  const read = AnyLine.safeParse(value)
  if (!read.success) throw new StatementFault('not as the contract says', line)
  return read.data
}

/** Lines as bytes without their newline. A line that stays away for `idleMs` breaks the stream. */
async function* rawLines(message: IncomingMessage, clock: Clock, idleMs: number): AsyncIterable<Buffer> {
  let rest = Buffer.alloc(0)
  const watch = (): (() => void) =>
    clock.after(idleMs, () => message.destroy(new Error('the statement stood still')))
  let cancel = watch()
  try {
    for await (const piece of message) {
      cancel()
      rest = Buffer.concat([rest, piece as Buffer])
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
        if (end > MOST_LINE_BYTES) throw new Error('the line is too long')
        yield rest.subarray(0, end)
        rest = rest.subarray(end + 1)
      }
      if (rest.length > MOST_LINE_BYTES) throw new Error('the line is too long')
      cancel = watch()
    }
  } finally {
    cancel()
  }
  if (rest.length > 0) throw new Error('cut off in a line')
}
