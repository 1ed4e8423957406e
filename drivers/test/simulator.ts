import { fileURLToPath } from 'node:url'
import { lineWith, startReady } from '@service-hall/harness/process'
import { openControlClient } from './control-client.ts'
import type { ControlClient } from './control-client.ts'
import { openPty } from './pty.ts'
import type { Pty } from './pty.ts'

export type SimulatorOptions = {
  /** Printer: `epson`, `clone`, `epson-58`, `clone-58`. Display: `digits4`, `colour`, `text`. */
  profile?: string
  /** Printer: milliseconds per printed line. */
  stepMs?: number
  seed?: number
  autoRate?: boolean
  /** TCP port of the device; a free one when left out. */
  port?: number
  /** More arguments, as its file documents them. */
  args?: readonly string[]
}

/** A piece of paper that came out of the simulated printer. */
export type SimulatedPaper = {
  /** The paper as letters, one row a line; a QR symbol as `[QR text]`. */
  text: string
  qr: string[]
  cut: 'full' | 'partial'
  at: number
  rows: Record<string, unknown>[]
}
/** An invitation as the simulated pad shows it. */
export type SimulatedInvitation = {
  sequence: number
  timeoutS: number
  voice: boolean
  staffName: string
  staffNumber: string
  stars: number
}
/** What a simulated display shows. */
export type SimulatedContent = { address: number; text?: string; number?: number; state?: number }

/** Details of a fault; see the README's table of faults. */
export type FaultDetails = {
  line?: number
  afterBytes?: number
  afterBytesOut?: number
  times?: number
  ms?: number
}

function controls(client: ControlClient) {
  return {
    ask: (request: Record<string, unknown>) => client.ask(request),
    /** Switches a fault on, or all of them off with `null`. */
    async fault(name: string | null, details: FaultDetails = {}): Promise<void> {
      await client.ask({ fault: name, ...details })
    },
    papers: async () => (await client.ask({ get: 'papers' })) as SimulatedPaper[],
    /** The next piece of paper that this client has not been given yet. */
    waitPaper: async () => (await client.ask({ wait: 'paper' })) as SimulatedPaper,
    state: async () => (await client.ask({ get: 'state' })) as Record<string, unknown>,
    /** Presses a key of the pad, for its open invitation or for the given sequence. */
    async press(level: number, sequence?: number): Promise<void> {
      await client.ask({ press: level, ...(sequence !== undefined && { sequence }) })
    },
    invitation: async () => (await client.ask({ get: 'invitation' })) as SimulatedInvitation | null,
    waitInvitation: async () => (await client.ask({ wait: 'invitation' })) as SimulatedInvitation,
    shown: async () => (await client.ask({ get: 'shown' })) as SimulatedContent | null,
    waitShown: async () => (await client.ask({ wait: 'shown' })) as SimulatedContent,
  }
}

/** A simulator running as a process of its own. */
export type RunningSimulator = {
  /** `tcp://` address of the device. */
  url: string
  port: number
  controlPort: number
  control: ReturnType<typeof controls>
  /** Puts a real pseudo-terminal in front of it; it ends with the simulator. */
  pty: () => Promise<Pty>
  /** Kills the process without a word, as a power cut does; its terminals go with it. */
  kill: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts a simulator, named as its file in `simulators/`, on free ports and waits until it listens. */
export async function startSimulator(
  kind: string,
  options: SimulatorOptions = {},
): Promise<RunningSimulator> {
  const script = fileURLToPath(new URL(`../simulators/${kind}.ts`, import.meta.url))
  const args = [script, '--seed', String(options.seed ?? 1)]
  if (options.profile) args.push('--profile', options.profile)
  if (options.stepMs !== undefined) args.push('--step-ms', String(options.stepMs))
  if (options.autoRate) args.push('--auto-rate')
  if (options.port !== undefined) args.push('--listen', `tcp://127.0.0.1:${options.port}`)
  args.push(...(options.args ?? []))
  const name = `the simulator ${kind}`
  const program = await startReady({ name, args, pick: lineWith('listening') })
  const { listening, control } = program.ready as { listening: number; control: number }
  const client = await openControlClient(control)
  const terminals: Pty[] = []
  return {
    url: `tcp://127.0.0.1:${listening}`,
    port: listening,
    controlPort: control,
    control: controls(client),
    async pty() {
      const terminal = await openPty(listening)
      terminals.push(terminal)
      return terminal
    },
    kill: async () => void (await program.end('SIGKILL')),
    async stop() {
      for (const terminal of terminals) await terminal.stop()
      client.close()
      await program.end()
    },
  }
}
