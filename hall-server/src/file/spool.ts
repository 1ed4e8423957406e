import { createHash } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FILE_PIECE, FileHead, refuse } from '@service-hall/contract'
import type { DirectiveId, FileAnswer, FilePiece } from '@service-hall/contract'
import type { Log } from '@service-hall/server-kit'

/** Files that wait for the region, and what they may take of the hall's disk, bytes. */
const MOST_FILES = 20
const MOST_BYTES = 20_000_000
/** Of so many that are over it is remembered that the region has them. */
const REMEMBERED = 200

/** How far a file is. `sent`: the region has it, or does not want it; its bytes are here no more. */
type Entry = { head: FileHead; have: number; sent: boolean }

/**
 * Files of machines on their way to the region, in a folder of the hall: `<directive>.json` says what a file is,
 * `<directive>.part` holds what has come of it. A piece is on the disk before it is answered; whoever goes on after a
 * crash, of either side, is told where.
 */
export class FileSpool {
  readonly #folder: string
  readonly #log: Log
  readonly #entries = new Map<DirectiveId, Entry>()
  readonly #listeners = new Set<() => void>()
  /** One change at a time. */
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(folder: string, log: Log) {
    this.#folder = folder
    this.#log = log
  }

  static async open(folder: string, log: Log): Promise<FileSpool> {
    const spool = new FileSpool(folder, log)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await spool.#read()
    return spool
  }

  /** Told when a file has become whole. */
  onWhole(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /**
   * Takes a piece if it is the next one; answers how much of the file is on the disk.
   *
   * @param isAsked whether a file may still come: what nobody will finish makes room
   */
  put(piece: FilePiece, isAsked: (directiveId: DirectiveId) => boolean): Promise<FileAnswer> {
    return this.#inTurn(async () => {
      for (const { head, have } of [...this.#entries.values()])
        if (have < head.bytes && !isAsked(head.directiveId)) await this.#remove(head.directiveId)
      return this.#put(piece)
    })
  }

  /** The file that has been whole for longest and that the region has not got. */
  next(): FileHead | null {
    const whole = [...this.#entries.values()].find(({ head, have, sent }) => !sent && have === head.bytes)
    return whole?.head ?? null
  }

  /** A piece of a whole file from a byte on. */
  async piece(head: FileHead, from: number): Promise<FilePiece> {
    const file = await open(this.#path(head.directiveId, 'part'))
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(FILE_PIECE), 0, FILE_PIECE, from)
      return { ...head, from, data: buffer.toString('base64', 0, bytesRead) }
    } finally {
      await file.close()
    }
  }

  /** The region has it, or wants it no more: its bytes go, and that it was so is remembered. */
  over(directiveId: DirectiveId): Promise<void> {
    return this.#inTurn(async () => {
      const entry = this.#entries.get(directiveId)
      if (!entry) return
      const { head } = entry
      await this.#note({ head, have: head.bytes, sent: true })
      await rm(this.#path(directiveId, 'part'), { force: true })
      await this.#forgetOld()
    })
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#turn
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(task)
    // Whoever asked hears of the failure by `done`; the next task does not wait for that.
    this.#turn = done.catch(() => undefined)
    return done
  }

  async #put({ from, data, ...head }: FilePiece): Promise<FileAnswer> {
    const { directiveId, bytes, digest } = head
    const known = this.#entries.get(directiveId)
    if (known?.sent) return { ok: true, have: bytes }
    const isOther = known !== undefined && known.head.digest !== digest
    if (isOther && known.have === known.head.bytes) return { ok: true, have: bytes }
    if (!known || isOther) {
      if (!this.#hasRoom(bytes)) return refuse('file.noRoom')
      // What came of another file for the same directive is no beginning of this one.
      await writeFile(this.#path(directiveId, 'part'), '', { mode: 0o600 })
      await this.#note({ head, have: 0, sent: false })
    }
    const { have } = this.#entries.get(directiveId) ?? { have: 0 }
    const part = Buffer.from(data, 'base64')
    if (from !== have || part.length === 0) return { ok: true, have }
    if (have + part.length > bytes) return refuse('file.broken')
    await this.#append(directiveId, part, have)
    const now = have + part.length
    if (now < bytes) {
      this.#entries.set(directiveId, { head, have: now, sent: false })
      return { ok: true, have: now }
    }
    return this.#becameWhole(head)
  }

  async #becameWhole(head: FileHead): Promise<FileAnswer> {
    const { directiveId, bytes, digest } = head
    const whole = await readFile(this.#path(directiveId, 'part'))
    if (createHash('sha256').update(whole).digest('hex') !== digest) {
      this.#log.warn('file.broken', { directive: directiveId })
      await this.#remove(directiveId)
      return refuse('file.broken')
    }
    this.#entries.set(directiveId, { head, have: bytes, sent: false })
    this.#log.info('file.whole', { directive: directiveId, bytes })
    for (const listener of this.#listeners) listener()
    return { ok: true, have: bytes }
  }

  async #append(directiveId: DirectiveId, part: Buffer, at: number): Promise<void> {
    const file = await open(this.#path(directiveId, 'part'), 'r+')
    try {
      await file.write(part, 0, part.length, at)
      await file.datasync()
    } finally {
      await file.close()
    }
  }

  #hasRoom(bytes: number): boolean {
    const waiting = [...this.#entries.values()].filter(({ sent }) => !sent)
    const taken = waiting.reduce((sum, { head }) => sum + head.bytes, 0)
    return waiting.length < MOST_FILES && taken + bytes <= MOST_BYTES
  }

  async #note(entry: Entry): Promise<void> {
    const { directiveId } = entry.head
    const path = this.#path(directiveId, 'json')
    await writeFile(`${path}.new`, JSON.stringify({ ...entry.head, sent: entry.sent }), { mode: 0o600 })
    await rename(`${path}.new`, path)
    this.#entries.delete(directiveId)
    this.#entries.set(directiveId, entry)
  }

  async #forgetOld(): Promise<void> {
    const sent = [...this.#entries.values()].filter((one) => one.sent)
    for (const { head } of sent.slice(0, Math.max(0, sent.length - REMEMBERED)))
      await this.#remove(head.directiveId)
  }

  async #remove(directiveId: DirectiveId): Promise<void> {
    this.#entries.delete(directiveId)
    for (const end of ['part', 'json'] as const) await rm(this.#path(directiveId, end), { force: true })
  }

  #path(directiveId: DirectiveId, end: 'json' | 'part'): string {
    return join(this.#folder, `${directiveId}.${end}`)
  }

  /** What an earlier run left; what cannot be read goes, and is said. Ids are in the order of time. */
  async #read(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.json')).sort()
    for (const name of names) {
      const entry = await this.#entryOf(name)
      if (entry) this.#entries.set(entry.head.directiveId, entry)
      else {
        this.#log.warn('file.unreadable', { name })
        await rm(join(this.#folder, name), { force: true })
      }
    }
  }

  async #entryOf(name: string): Promise<Entry | null> {
    try {
      const kept = JSON.parse(await readFile(join(this.#folder, name), 'utf8')) as { sent?: unknown }
      const { sent, ...rest } = kept
      const head = FileHead.parse(rest)
      if (sent === true) return { head, have: head.bytes, sent }
      const { size } = await stat(this.#path(head.directiveId, 'part'))
      return size > head.bytes ? null : await this.#checked({ head, have: size, sent: false })
    } catch {
      return null
    }
  }

  /** A whole one is believed by its digest alone. */
  async #checked(entry: Entry): Promise<Entry | null> {
    const { head, have } = entry
    if (have < head.bytes) return entry
    const whole = await readFile(this.#path(head.directiveId, 'part'))
    return createHash('sha256').update(whole).digest('hex') === head.digest ? entry : null
  }
}
