import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  BillingAsked,
  Command,
  birthDateOf,
  classByRight,
  emptyView,
  evolve,
  project,
  visibleFacts,
} from '@service-hall/contract'
import type {
  Answer,
  BillingReply,
  ClassId,
  Fact,
  FactEntry,
  FileAnswer,
  FilePiece,
  HallConfig,
  HallView,
  Snapshot,
  StationKind,
} from '@service-hall/contract'
import type { ClientToHall, HallToClient } from '@service-hall/contract'
import { waitFor } from '@service-hall/harness/process'
import { Server } from 'socket.io'

const PIN = '246810'

/** What the hall does with a command of some type. */
type Manner =
  | 'answer'
  /** Does it and says nothing. */
  | 'swallowAnswer'
  /** Does not even hear it. */
  | 'deaf'

/** A hall of one file that speaks the contract over real sockets and folds with the real fold. */
export class SmallHall {
  readonly view: HallView = emptyView()
  /** Every command that arrived, retries too. */
  readonly heard: Command[] = []
  /** What each connection said of itself. */
  readonly handshakes: unknown[] = []
  readonly manner = new Map<Command['type'], Manner>()
  /** `deaf`: a hall of an earlier release. */
  pinManner: 'answer' | 'wait' | 'deaf' = 'answer'
  /** What came of files, by directive; no more is answered beyond so many bytes. */
  readonly files = new Map<string, Buffer>()
  answersUpTo = Infinity
  /** Packages of releases, by SHA-256, in pieces of so many bytes; no more is answered beyond so many. */
  readonly packages = new Map<string, Buffer>()
  packagePiece = 1_000
  packagesUpTo = Infinity
  /** From which bytes on packages were asked for. */
  readonly askedPackages: number[] = []
  /** Images of playlists by SHA-256, given in pieces of so many bytes; null: one that is on its way. */
  readonly images = new Map<string, Buffer | null>()
  imagePiece = 1_000
  /** What the hall does with commands that it has no rule for itself. */
  readonly rules = new Map<Command['type'], (command: Command) => Answer>()
  /** What it says of accounts and bills; undefined: nothing at all. */
  billing: (asked: BillingAsked) => BillingReply | undefined = () => undefined
  /** Hears each question before it is answered. */
  onBilling: (asked: BillingAsked) => void = () => undefined
  readonly #answers = new Map<string, Answer>()
  readonly #http = createServer((request, response) => {
    void this.#serve(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  readonly #io = new Server<ClientToHall, HallToClient>(this.#http)
  readonly #waiters = new Set<() => void>()
  /** Codes asked for; the value is the station that was approved for it. */
  readonly codes = new Map<string, string | null>()
  token = 'token-1'
  #kind: StationKind = 'kiosk'
  #last = 0

  async open(config: HallConfig, port = 0): Promise<void> {
    this.commit([{ type: 'HallConfigured', config, by: 'system' }])
    this.#io.use((socket, next) => {
      const isKnown = (socket.handshake.auth as { token?: string }).token === this.token
      next(
        isKnown ? undefined : Object.assign(new Error('access.signIn'), { data: { code: 'access.signIn' } }),
      )
    })
    this.#io.on('connection', (socket) => {
      this.handshakes.push(socket.handshake.auth)
      socket.on('subscribe', (answer) => answer(this.#snapshot()))
      socket.on('maintenancePin', (pin, answer) => {
        if (this.pinManner === 'answer') answer({ is: pin === PIN ? 'right' : 'wrong' })
        if (this.pinManner === 'wait') answer({ is: 'wait', waitMs: 30_000 })
      })
      socket.on('file', (piece, answer) => this.#takePiece(piece, answer))
      socket.on('package', ({ sha256, from }, answer) => {
        this.askedPackages.push(from)
        for (const look of this.#waiters) look()
        const found = this.packages.get(sha256)
        if (!found) return answer({ ok: false, code: 'release.unknown' })
        if (from >= this.packagesUpTo) return
        const data = found.toString('base64', from, from + this.packagePiece)
        answer({ ok: true, bytes: found.length, data })
      })
      socket.on('media', ({ sha256, from }, answer) => {
        const image = this.images.get(sha256)
        if (image === undefined) return answer({ ok: false, code: 'file.unknown' })
        if (image === null) return answer({ ok: false, code: 'file.onItsWay' })
        const data = image.toString('base64', from, from + this.imagePiece)
        answer({ ok: true, bytes: image.length, data })
      })
      socket.on('billing', (asked, answer) => {
        this.onBilling(asked)
        const reply = this.billing(BillingAsked.parse(asked))
        if (reply) answer(reply)
      })
      socket.on('command', (command, answer) => {
        const given = this.#hear(Command.parse(command))
        if (given) answer(given)
      })
    })
    await waitFor('a port to listen at', once(this.#http.listen(port, '127.0.0.1'), 'listening'))
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async close(): Promise<void> {
    await this.#io.close()
  }

  /** Lets facts happen and be heard of. */
  commit(facts: Fact[]): void {
    const entries = facts.map((fact): FactEntry => ({ number: (this.#last += 1), at: Date.now(), fact }))
    for (const entry of entries) evolve(this.view, entry)
    const [first] = entries
    if (first) {
      const batch = { from: first.number, to: this.#last, entries: visibleFacts('station', entries) }
      this.#io.emit('facts', structuredClone(batch))
    }
    for (const look of this.#waiters) look()
  }

  /** Commands of a type, each id once. */
  commands<T extends Command['type']>(type: T): Extract<Command, { type: T }>[] {
    const found = this.heard.filter((command) => command.type === type)
    const byId = new Map(found.map((command) => [command.id, command]))
    return [...byId.values()] as Extract<Command, { type: T }>[]
  }

  /** Resolves when this is so; looked at after each command and each fact. */
  async until(isSo: () => boolean): Promise<void> {
    if (isSo()) return
    const so = new Promise<void>((resolve) => {
      const look = (): void => {
        if (!isSo()) return
        this.#waiters.delete(look)
        resolve()
      }
      this.#waiters.add(look)
    })
    await waitFor(`a hall of which ${isSo} holds`, so)
  }

  /** Throws every station out and no longer knows its token. */
  revoke(): void {
    this.token = 'token-2'
    this.#io.emit('ended', 'access.signIn')
    this.#io.disconnectSockets(true)
  }

  /** The line breaks; stations come back by themselves. */
  disconnect(): void {
    this.#io.disconnectSockets(true)
  }

  #snapshot(): Snapshot {
    return {
      ok: true,
      view: structuredClone(project('station', this.view)),
      now: Date.now(),
      you: {
        kind: 'station',
        stationId: (this.#kind === 'kiosk' ? 'K1' : 'D1') as never,
        stationKind: this.#kind,
      },
      staffNames: { S1: '陈晓燕' },
    }
  }

  #takePiece({ directiveId, from, data }: FilePiece, answer: (answer: FileAnswer) => void): void {
    const have = this.files.get(directiveId) ?? Buffer.alloc(0)
    const now = from === have.length ? Buffer.concat([have, Buffer.from(data, 'base64')]) : have
    this.files.set(directiveId, now)
    for (const look of this.#waiters) look()
    if (now.length <= this.answersUpTo) answer({ ok: true, have: now.length })
  }

  #hear(command: Command): Answer | null {
    this.heard.push(command)
    const manner = this.manner.get(command.type) ?? 'answer'
    const answer = manner === 'deaf' ? null : this.#answer(command)
    for (const look of this.#waiters) look()
    return manner === 'answer' ? answer : null
  }

  #answer(command: Command): Answer {
    const answer = this.#answers.get(command.id) ?? this.#do(command)
    this.#answers.set(command.id, answer)
    return answer
  }

  #do(command: Command): Answer {
    const fine = (): Answer => ({ ok: true, upTo: this.#last, result: {} })
    switch (command.type) {
      case 'ticket.issue':
        return this.#issue(command)
      case 'ticket.paper': {
        const { ticketId, attempt, outcome, evidence } = command
        this.commit([{ type: 'TicketPaperReported', ticketId, attempt, outcome, evidence, by: 'station:K1' }])
        return fine()
      }
      case 'rating.give':
      case 'rating.lapse': {
        const invitation = this.view.invitations['C1']
        if (invitation?.id !== command.invitationId) return { ok: false, code: 'rating.closed' }
        const { id: invitationId, ticketId, counterId, staffId } = invitation
        const bound = { invitationId, ticketId, counterId }
        this.commit([
          command.type === 'rating.give'
            ? { type: 'RatingGiven', ...bound, staffId, level: command.level, by: 'station:D1' }
            : { type: 'RatingLapsed', ...bound, cause: command.cause },
        ])
        return fine()
      }
      case 'directive.begin': {
        const { directiveId } = command
        if (this.view.directives[directiveId]?.state !== 'open') return { ok: false, code: 'directive.ended' }
        this.commit([{ type: 'DirectiveBegun', directiveId, by: 'station:K1' }])
        return fine()
      }
      case 'directive.report': {
        const { directiveId, outcome } = command
        const by = 'station:K1'
        this.commit([
          outcome.is === 'done'
            ? { type: 'DirectiveDone', directiveId, by, report: outcome.report }
            : {
                type: outcome.is === 'failed' ? 'DirectiveFailed' : 'DirectiveRefused',
                ...{ directiveId, by, code: outcome.code },
              },
        ])
        return fine()
      }
      default:
        return this.rules.get(command.type)?.(command) ?? fine()
    }
  }

  #issue(command: Extract<Command, { type: 'ticket.issue' }>): Answer {
    if (Date.now() > command.validUntil) return { ok: false, code: 'command.expired' }
    const count = Object.keys(this.view.tickets).length + 1
    const number = `A${String(count).padStart(3, '0')}`
    const { serviceId, language, senior } = command
    const classId = this.#classFor(command)
    const ticketId = `ticket-${number}` as never
    const what = { ticketId, number, count, serviceId, classId, language, senior, ahead: count - 1 }
    const where = {
      day: '2026-01-05' as never,
      groupId: 'g' as never,
      stationId: 'K1' as never,
      by: 'station:K1',
    }
    this.commit([{ type: 'TicketIssued', ...what, ...where }])
    const ticket = { id: ticketId, number, ahead: count - 1, issuedAt: Date.now(), classId }
    return { ok: true, upTo: this.#last, result: { ticket } }
  }

  #classFor({ identity, classId }: Extract<Command, { type: 'ticket.issue' }>): ClassId {
    const { config } = this.view
    const birthDate = identity ? birthDateOf(identity.idNumber) : null
    const right = config && classByRight(config, { birthDate, listedClassId: null }, '2026-01-05')
    return right?.priority.id ?? classId
  }

  async #serve(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { kind: StationKind; code?: string }
    if (request.url === '/api/enrolment') {
      this.#kind = body.kind
      const isKnown = body.code === 'preset-code-of-tests'
      if (body.code !== undefined && !isKnown) {
        return { status: 404, body: { ok: false, code: 'enrolment.unknownCode' } }
      }
      const code = `CODE${String(this.codes.size + 1).padStart(2, '0')}`
      this.codes.set(code, isKnown ? 'K1' : null)
      return { status: 200, body: { code, secret: 'a-secret-of-sixteen', expiresAt: Date.now() + 60_000 } }
    }
    const stationId = this.codes.get(body.code ?? '')
    if (stationId === undefined) return { status: 404, body: { ok: false, code: 'enrolment.unknownRequest' } }
    if (stationId === null) return { status: 200, body: { status: 'pending' } }
    return { status: 200, body: { status: 'approved', stationId, token: this.token } }
  }
}
