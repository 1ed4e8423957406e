import { createHash } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FILE_PIECE, LARGEST_FILE, isTransient } from '@service-hall/contract'
import type { DirectiveId, DirectiveOutcome, FileAnswer, FileHead, FileMedia } from '@service-hall/contract'
import { pause, reasonOf, writePrivate } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'

/** Between two pieces, ms: customers' tickets go over the same line. */
const PAUSE_MS = 100
/** Before it is tried again, ms, doubled up to the second. */
const AGAIN_MS = 1_000
const LONGEST_MS = 30_000
/** How long it may take in all, ms: the hall gives up a station that is silent for half an hour. */
const WITHIN_MS = 15 * 60_000

type Made = { media: FileMedia; bytes: Buffer } | { code: string; detail?: string }

/**
 * Hands the file that a directive asks for over to the hall. It is made once and kept until it is over there, so that
 * another run of the program goes on with the very same bytes. Null: this run of it ends (`ends`).
 */
export async function handOver(
  directiveId: string,
  media: FileMedia,
  make: () => Promise<Made>,
  ports: Pick<Ports, 'data' | 'link' | 'clock' | 'log'> & { ends: AbortSignal },
): Promise<DirectiveOutcome | null> {
  const folder = join(ports.data, 'outgoing')
  const path = join(folder, directiveId)
  const made = (await kept(path, media)) ?? (await make())
  if (ports.ends.aborted) return null
  if ('code' in made) return failed(made.code, made.detail)
  if (made.bytes.length === 0 || made.bytes.length > LARGEST_FILE)
    return failed('file.broken', `${made.bytes.length} bytes`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writePrivate(path, made.bytes.toString('base64'))
  const head: FileHead = {
    directiveId: directiveId as DirectiveId,
    media,
    bytes: made.bytes.length,
    digest: createHash('sha256').update(made.bytes).digest('hex'),
  }
  const answer = await sent(head, made.bytes, ports)
  if (ports.ends.aborted) return null
  await rm(path, { force: true })
  if (answer === null) return failed('file.notSent')
  return answer.ok ? { is: 'done', report: { bytes: head.bytes } } : failed(answer.code, answer.detail)
}

function failed(code: string, detail?: string): DirectiveOutcome {
  return { is: 'failed', code, ...(detail === undefined ? {} : { detail: detail.slice(0, 200) }) }
}

/** What an earlier run made for this directive; null: nothing. */
async function kept(path: string, media: FileMedia): Promise<Made | null> {
  try {
    return { media, bytes: Buffer.from(await readFile(path, 'utf8'), 'base64') }
  } catch {
    return null
  }
}

/** All pieces, from where the hall says that it is. Null: there was no end of it in time. */
async function sent(
  head: FileHead,
  bytes: Buffer,
  { link, clock, log, ends }: Pick<Ports, 'link' | 'clock' | 'log'> & { ends: AbortSignal },
): Promise<FileAnswer | null> {
  const until = clock.monotonic() + WITHIN_MS
  let from = 0
  let data = ''
  let waitMs = AGAIN_MS
  while (clock.monotonic() < until && !ends.aborted) {
    const answer = await answered(() => link.sendPiece({ ...head, from, data }))
    if (typeof answer !== 'string' && (answer.ok ? answer.have >= head.bytes : !isTransient(answer.code)))
      return answer
    if (typeof answer !== 'string' && answer.ok) {
      from = answer.have
      data = bytes.subarray(from, from + FILE_PIECE).toString('base64')
      waitMs = AGAIN_MS
      await pause(clock, PAUSE_MS, ends)
      continue
    }
    log.warn('file.waits', {
      directive: head.directiveId,
      reason: typeof answer === 'string' ? answer : answer.ok ? null : answer.code,
    })
    await pause(clock, waitMs, ends)
    waitMs = Math.min(LONGEST_MS, waitMs * 2)
  }
  return null
}

async function answered(ask: () => Promise<FileAnswer>): Promise<FileAnswer | string> {
  try {
    return await ask()
  } catch (cause) {
    return reasonOf(cause)
  }
}
