// A code scanner: node code-scanner.ts --listen tcp://127.0.0.1:9107 --profile newland|honeywell|line --control 9207
// Requests: {"show":"6901234567892"} lies there until {"hide":true}, {"flash":"…"} is there once, {"send":"…"} is sent as
//   if read by its own button, {"sessionMs":300} goes out by itself after so long, {"get":"state"} whether it is lit
// Faults: control puts a control character into each code
import { SimulatedLine } from './lib/line.ts'
import { readOptions } from './lib/options.ts'
import { run } from './lib/run.ts'
import { honeywellAnswer, newlandAnswer } from './code-scanner/commands.ts'
import type { ScannerReply } from './code-scanner/commands.ts'

const answerers: Readonly<Record<string, (held: Buffer) => ScannerReply>> = {
  newland: newlandAnswer,
  honeywell: honeywellAnswer,
  line: (held) => ({ taken: held.length }),
}
/** How long it looks for a code after it was lit, and how long reading takes, ms. */
const READ_MS = 15

const options = readOptions(process.argv.slice(2), 'newland')
const answer = answerers[options.profile]
if (!answer) throw new Error(`unknown profile ${options.profile}`)

let held = Buffer.alloc(0)
/** How long it stays lit without a code, ms: 3 s is the shortest of Newland's sessions. */
let sessionMs = 3_000
let session: NodeJS.Timeout | undefined
let isLit = options.profile === 'line'
let shown: { code: string; once: boolean } | undefined
let reading: NodeJS.Timeout | undefined
let forgetting: NodeJS.Timeout | undefined
const counts = { on: 0, off: 0, sent: 0 }
const line = new SimulatedLine(receive, options.seed, { nak, overLong, control: withControl })

function receive(bytes: Uint8Array): void {
  clearTimeout(forgetting)
  forgetting = setTimeout(() => (held = Buffer.alloc(0)), 100)
  held = Buffer.concat([held, bytes])
  for (;;) {
    const { taken, reply, light } = answer?.(held) ?? { taken: 0 }
    if (taken === 0) return
    held = held.subarray(taken)
    if (light !== undefined) setLight(light)
    if (reply) line.send(reply)
    if (light) look()
  }
}

function setLight(on: boolean): void {
  isLit = on
  counts[on ? 'on' : 'off'] += 1
  clearTimeout(session)
  if (on) session = setTimeout(() => setLight(false), sessionMs)
  else clearTimeout(reading)
}

/** Reads what lies there, if it is lit; goes out then, unless it reads all the time. */
function look(): void {
  clearTimeout(reading)
  if (!isLit || !shown) return
  reading = setTimeout(() => {
    if (!isLit || !shown) return
    const { code, once } = shown
    if (once) shown = undefined
    if (options.profile !== 'line') isLit = false
    sendCode(code)
    // One that reads all the time reads again what still lies there.
    if (!once && options.profile === 'line') reading = setTimeout(look, 150)
  }, READ_MS)
}

function sendCode(code: string): void {
  counts.sent += 1
  line.send(Buffer.from(`${code}\r\n`, 'utf8'))
}

/** Says that it did not understand. */
function nak(frame: Uint8Array): Uint8Array {
  return frame.map((byte) => (byte === 0x06 ? 0x15 : byte))
}

function overLong(frame: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.alloc(3_000, 0x78), frame])
}

/** A control character gets into each code. */
function withControl(frame: Uint8Array): Uint8Array {
  return frame.at(-1) === 0x0a
    ? Buffer.concat([frame.subarray(0, 3), Buffer.of(0x07), frame.subarray(3)])
    : frame
}

function control(request: Record<string, unknown>): unknown {
  const { show, flash, send, sessionMs: lasting } = request
  if (typeof lasting === 'number') return (sessionMs = lasting)
  if (typeof send === 'string') return sendCode(send)
  if (typeof show === 'string' || typeof flash === 'string') {
    shown = typeof show === 'string' ? { code: show, once: false } : { code: String(flash), once: true }
    return look()
  }
  if (request['hide'] === true) {
    shown = undefined
    return clearTimeout(reading)
  }
  if (request['get'] === 'state') return { isLit, ...counts, connections: line.connections }
  throw new Error('expected fault, show, flash, hide, send or get')
}

await run(options, {
  line,
  fault: (name) => name === null,
  control,
  stop() {
    clearTimeout(session)
    clearTimeout(reading)
    clearTimeout(forgetting)
  },
})
