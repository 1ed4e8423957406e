import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { chinaDayOf } from '../china-time.ts'
import { BillFault } from '../port.ts'
import type { Bill, BillLine } from '../port.ts'
import { billLines } from './bill-lines.ts'
import type { WechatClient } from './client.ts'
import { BILL_AGAIN_MS } from './rules.ts'
import { BillOffer } from './wire.ts'

/** Largest file that is downloaded, zipped, and what it may grow to: beyond that it is no bill of a hall. */
const MOST_ZIPPED = 64_000_000
const MOST_PLAIN = 1_000_000_000

/**
 * A day's trade bill (申请交易账单, 下载账单): WeChat Pay offers an address and a SHA1, the download is signed by us but not by
 * them, so that the SHA1 is what makes it theirs. "原始账单(gzip需要解压缩)的摘要值": of the unzipped file; one of the file as
 * it came is taken as well, since not all pages say so. Only the zipped file is held in memory.
 */
export async function fetchBill(
  client: WechatClient,
  day: string,
  options: { mchid: string; timeoutMs: number },
): Promise<Bill> {
  const target = `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`
  const reply = await client.call({ method: 'GET', target }, BillOffer)
  if (reply.is === 'unsure') return reply
  if (reply.is === 'no') return withoutBill(reply.code)
  // Its path on the gateway of the settings: our signature goes to no other machine.
  const { pathname, search } = new URL(reply.value.download_url)
  const answer = await client.send(
    { method: 'GET', target: pathname + search },
    { timeoutMs: options.timeoutMs, mostBytes: MOST_ZIPPED },
  )
  if (!answer.ok) return { is: 'unsure', why: `download: ${answer.why}` }
  if (answer.status !== 200) return { is: 'unsure', why: `download: ${answer.status}` }
  if (!(await isWhole(answer.body, reply.value.hash_value.toLowerCase())))
    return { is: 'unsure', why: 'download: not the bill of the SHA1' }
  return { is: 'here', lines: ofDay(billLines(plain(answer.body), options.mchid), day) }
}

/** The file itself does not say its day; each payment in it does. */
export async function* ofDay(lines: AsyncIterable<BillLine>, day: string): AsyncGenerator<BillLine> {
  let number = 1
  for await (const line of lines) {
    number += 1
    if (line.kind === 'payment' && chinaDayOf(line.at) !== day)
      throw new BillFault('a payment of another day', number)
    yield line
  }
}

function withoutBill(code: string): Bill {
  if (code === 'NOSTATEMENTEXIST') return { is: 'empty' }
  if (code === 'STATEMENTCREATING') return { is: 'later', againMs: BILL_AGAIN_MS }
  return { is: 'unsure', why: code }
}

async function isWhole(file: Buffer, sha1: string): Promise<boolean> {
  if (createHash('sha1').update(file).digest('hex') === sha1) return true
  const hash = createHash('sha1')
  try {
    for await (const piece of plain(file)) hash.update(piece)
  } catch {
    // Cut off or no gzip: it is not whole, which is the answer.
    return false
  }
  return hash.digest('hex') === sha1
}

/** The file's bytes, unzipped where it is zipped. */
async function* plain(file: Buffer): AsyncGenerator<Uint8Array> {
  const isZipped = file[0] === 0x1f && file[1] === 0x8b
  if (!isZipped) {
    yield file
    return
  }
  let length = 0
  for await (const piece of Readable.from([file]).pipe(createGunzip()) as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > MOST_PLAIN) throw new Error(`a bill of more than ${MOST_PLAIN} bytes`)
    yield piece
  }
}
