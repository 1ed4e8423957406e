import { deadline, within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import { Expectations } from '../../expectations.ts'
import type { FrameReader } from '../../frame/frame-reader.ts'
import { createPadReader, encodePadFrame, PAD_COMMAND } from '../../frame/rating-pad.ts'
import type { PadFrame } from '../../frame/rating-pad.ts'
import type { Line } from '../../link/link.ts'
import { Turns } from '../../turns.ts'
import type { Outcome, SelfTest } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { inviteData, welcomeData } from './pad-messages.ts'
import type { PadStaff } from './pad-messages.ts'
import { isLevel } from './rating-level.ts'
import type { Invitation, OwnPadConfig, RatingPad, RatingPadEvent } from './rating-pad.ts'
import { closeWindow, judgeKey, noInvitation, onWire, openWindow } from './rating-window.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import { nameTold } from '../common/seen-text.ts'

const TRIES = 3
const ANSWER_MS = 400
const HEARTBEAT_MS = 5_000
const STOP_MS = 2_000
/** A pad that keeps its own time may tell the end of it a little late. */
const GRACE_MS = 1_500
const REPLY_GAP_MS = 100
const nothing = new Uint8Array(0)
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }

type Conversation = { line: Line; reader: FrameReader<PadFrame>; replies: Expectations<PadFrame> }

/** A pad that speaks our own frame. */
export class OwnRatingPad extends LineDevice<RatingPadEvent> implements RatingPad {
  readonly kind = 'ratingPad'
  readonly profile = 'own'
  readonly capabilities = { levels: 5, asks: true, namesInvitation: true }
  readonly #turns = new Turns()
  #conversation: Conversation | undefined
  #window = noInvitation
  #identity = ''
  /** Of commands that no invitation gives a sequence to; a pad may still remember those of an earlier program. */
  #lastSequence: number
  #cancelTimeout: Cancel | undefined
  #cancelHeartbeat: Cancel | undefined
  #cancelGap: Cancel | undefined

  constructor(config: OwnPadConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings)
    this.#lastSequence = onWire(Math.floor((surroundings.random ?? Math.random)() * 0x10000))
  }

  invite(invitation: Invitation): Promise<Outcome> {
    const { sequence, staffName, staffNumber, stars = 0, timeoutMs, voice = false } = invitation
    return this.#turns.run(async () => {
      this.#end('cancelled')
      const welcome = welcomeData({ name: staffName, number: staffNumber, stars })
      const welcomed = await this.#request(PAD_COMMAND.welcome, this.#nextSequence(), welcome)
      if (!welcomed.ok) return welcomed
      this.#window = openWindow(this.#window, sequence)
      this.#cancelTimeout = deadline(this.clock, timeoutMs + GRACE_MS, () => this.#end('timedOut'))
      const invited = await this.#request(PAD_COMMAND.invite, onWire(sequence), inviteData(timeoutMs, voice))
      if (!invited.ok && this.#window.open === sequence) this.#close()
      return invited
    })
  }

  cancel(sequence: number): Promise<Outcome> {
    return this.#turns.run(async () => {
      if (this.#window.open !== sequence) return { ok: true }
      this.#close()
      return this.#request(PAD_COMMAND.cancel, onWire(sequence))
    })
  }

  welcome(staff: PadStaff): Promise<Outcome> {
    return this.#turns.run(() => this.#request(PAD_COMMAND.welcome, this.#nextSequence(), welcomeData(staff)))
  }

  async selfTest(): Promise<SelfTest> {
    const answer = await this.#turns.run(() => this.#request(PAD_COMMAND.status, this.#nextSequence()))
    return answer.ok ? { ok: true, identity: this.#identity } : answer
  }

  protected greet(line: Line): void {
    const replies = new Expectations<PadFrame>(this.clock)
    this.#conversation = { line, reader: createPadReader(), replies }
    void this.#exchange(PAD_COMMAND.identify, this.#nextSequence(), nothing).then((answer) => {
      if (!answer) return line.drop('silent')
      this.#identity = nameTold(answer.data.subarray(1))
      line.ready()
      this.#heartbeatLater(line)
    })
  }

  protected receive(bytes: Uint8Array): void {
    const conversation = this.#conversation
    if (!conversation) return
    const { reader } = conversation
    this.#cancelGap?.()
    this.#hearAll(conversation, reader.push(bytes))
    if (reader.heldBytes === 0) return
    this.#cancelGap = deadline(this.clock, REPLY_GAP_MS, () => this.#hearAll(conversation, reader.expire()))
  }

  protected lineEnded(): void {
    this.#cancelHeartbeat?.()
    this.#cancelGap?.()
    this.#conversation?.replies.end()
    this.#conversation = undefined
  }

  protected readyStatus(): DeviceStatus {
    return { device: 'online' }
  }

  protected async finish(): Promise<void> {
    const { open } = this.#window
    this.#end('cancelled')
    if (open !== undefined)
      void this.#turns.run(() => this.#exchange(PAD_COMMAND.cancel, onWire(open), nothing))
    await within(this.clock, STOP_MS, this.#turns.idle(), undefined)
  }

  #hearAll({ replies }: Conversation, frames: readonly PadFrame[]): void {
    for (const frame of frames) {
      this.#hear(frame)
      replies.offer(frame)
    }
  }

  #hear({ command, sequence, data }: PadFrame): void {
    if (command === PAD_COMMAND.key) this.#hearKey(sequence, data[0])
    if (command !== PAD_COMMAND.timedOut && command !== PAD_COMMAND.cancelled) return
    this.#seen(sequence)
    const { open } = this.#window
    if (open !== undefined && onWire(open) === sequence)
      this.#end(command === PAD_COMMAND.timedOut ? 'timedOut' : 'cancelled')
  }

  #hearKey(wire: number, level: number | undefined): void {
    if (!isLevel(level)) return
    const { window, verdict } = judgeKey(this.#window, wire, this.clock.monotonic())
    this.#window = window
    // A bounce is not acknowledged: a press that was meant comes again.
    if (verdict.kind !== 'bounce') this.#seen(wire)
    if (verdict.kind === 'rated') {
      this.#cancelTimeout?.()
      this.emit({ type: 'rated', sequence: verdict.sequence, level })
    } else if (verdict.kind === 'late') {
      this.emit({ type: 'lateKey', sequence: verdict.sequence, level, known: verdict.known })
    }
  }

  #seen(sequence: number): void {
    void this.#conversation?.line.write(
      encodePadFrame({ sequence, command: PAD_COMMAND.seen, data: nothing }),
    )
  }

  #end(how: 'timedOut' | 'cancelled'): void {
    const { open } = this.#window
    this.#close()
    if (open !== undefined) this.emit({ type: how, sequence: open })
  }

  #close(): void {
    this.#cancelTimeout?.()
    this.#window = closeWindow(this.#window)
  }

  async #request(command: number, sequence: number, data: Uint8Array = nothing): Promise<Outcome> {
    const error = this.lineError()
    if (error && command !== PAD_COMMAND.cancel) return { ok: false, error }
    const answer = await this.#exchange(command, sequence, data)
    if (!answer) {
      this.#conversation?.line.drop('silent')
      return { ok: false, error: noAnswer }
    }
    return answer.data[0] === 0 ? { ok: true } : { ok: false, error: { code: 'refused', action: 'reset' } }
  }

  /** Sends a command up to three times, which is safe because a pad does not carry it out again by that sequence. */
  async #exchange(command: number, sequence: number, data: Uint8Array): Promise<PadFrame | undefined> {
    const conversation = this.#conversation
    for (let attempt = 0; conversation?.line.alive && attempt < TRIES; attempt += 1) {
      const answer = conversation.replies.expect((frame) => {
        const matches = frame.command === (command | PAD_COMMAND.acknowledge) && frame.sequence === sequence
        return matches ? frame : undefined
      }, ANSWER_MS)
      await conversation.line.write(encodePadFrame({ sequence, command, data }))
      const frame = await answer.promise
      if (frame) return frame
    }
    return undefined
  }

  #nextSequence(): number {
    this.#lastSequence = onWire(this.#lastSequence + 1)
    return this.#lastSequence
  }

  #heartbeatLater(line: Line): void {
    this.#cancelHeartbeat = this.clock.after(HEARTBEAT_MS, () => {
      void this.selfTest().then(() => line.alive && this.#heartbeatLater(line))
    })
  }
}
