import { AGENT_RESTART_CODE } from '@service-hall/contract'
import type { AgentToShell, Capture, ShellToAgent } from '@service-hall/contract'
import { MessageChannelMain, utilityProcess } from 'electron'
import type { MessagePortMain, UtilityProcess } from 'electron'
import { agentBackOff, nextPause } from './back-off.ts'
import type { Log } from './log.ts'

export type AgentHostOptions = {
  /** The agent's bundle. */
  file: string
  args: string[]
  log: Log
  /** A port to a fresh agent, for the screen. */
  onPort: (port: MessagePortMain) => void
  onExitKiosk: () => void
  /** Another release was installed: the whole program is to start again. */
  onRelaunch: () => void
  /** The agent asks for a picture of the window. Never rejects. */
  onCapture: () => Promise<Capture>
}

/** How long the agent may take to end by itself, ms. */
const STOP_MS = 4_000
/** And one that was killed: only a kernel that waits for a device takes longer, and the kiosk ends without it. */
const KILLED_MS = 4_000

/** Runs the agent as a utility process: whenever it ends, it is started again, and the screen is wired to it anew. */
export class AgentHost {
  readonly #options: AgentHostOptions
  #child: UtilityProcess | undefined
  #isUp = false
  #startedAt = 0
  #pause: number | null = null
  #stopping = false
  #wanted = false

  constructor(options: AgentHostOptions) {
    this.#options = options
  }

  start(): void {
    const { file, args, log } = this.#options
    const child = utilityProcess.fork(file, args, { serviceName: 'kiosk-agent', stdio: 'inherit' })
    this.#child = child
    this.#startedAt = performance.now()
    child.once('spawn', () => {
      this.#isUp = true
      log.info('agent.spawned', { pid: child.pid })
      if (this.#wanted) this.#wire()
    })
    child.on('message', (message: AgentToShell) => {
      if (message.type === 'ready') log.info('agent.ready', { ms: Math.round(performance.now()) })
      if (message.type === 'exitKiosk') this.#options.onExitKiosk()
      if (message.type === 'relaunch') this.#options.onRelaunch()
      if (message.type === 'capture') void this.#capture(child, message.number)
    })
    child.once('exit', (code) => this.#onExit(child, code))
  }

  /** The page asks for the agent: it gets a port now, and a new one after each restart. */
  connectScreen(): void {
    this.#wanted = true
    if (this.#isUp) this.#wire()
  }

  /** Lets the agent finish its print, then ends it; kills it when it does not end by itself. Always resolves. */
  async stop(): Promise<void> {
    this.#stopping = true
    const child = this.#child
    if (child === undefined || !this.#isUp) return
    await new Promise<void>((resolve) => {
      let timer = setTimeout(() => {
        child.kill()
        timer = setTimeout(() => {
          this.#options.log.warn('agent.notEnded', { pid: child.pid, afterMs: STOP_MS + KILLED_MS })
          resolve()
        }, KILLED_MS)
      }, STOP_MS)
      child.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
      child.postMessage({ type: 'stop' } satisfies ShellToAgent)
    })
  }

  async #capture(child: UtilityProcess, number: number): Promise<void> {
    const capture = await this.#options.onCapture()
    if (this.#child === child) child.postMessage({ type: 'captured', number, capture } satisfies ShellToAgent)
  }

  #wire(): void {
    const { port1, port2 } = new MessageChannelMain()
    this.#child?.postMessage({ type: 'screen' } satisfies ShellToAgent, [port1])
    this.#options.onPort(port2)
  }

  #onExit(child: UtilityProcess, code: number): void {
    if (this.#child !== child) return
    this.#isUp = false
    this.#child = undefined
    if (this.#stopping) return
    const aliveMs = performance.now() - this.#startedAt
    this.#pause = code === AGENT_RESTART_CODE ? null : nextPause(agentBackOff, this.#pause, aliveMs)
    this.#options.log.warn('agent.ended', { code, aliveMs: Math.round(aliveMs), againInMs: this.#pause ?? 0 })
    setTimeout(() => {
      if (!this.#stopping) this.start()
    }, this.#pause ?? 0)
  }
}
