import { onSignal, startReady } from '@service-hall/harness/process'
import type { Pick, Program, ProgramStart } from '@service-hall/harness/process'
import { createBoard, during } from '../progress/board.ts'

/** A program that runs until it is stopped. */
export type GroupStart<Ready> = Omit<ProgramStart, 'hear'> & {
  /** Shown before each line of its output. */
  name: string
  /** Picks the line that says it is ready. */
  pick: Pick<Ready>
  timeoutMs?: number
}

export type GroupOptions = {
  /** Gets every line of every program, its name in front. Default: the console. */
  log?: (line: string) => void
  /** Told of programs that take long to start. Default: the console. */
  say?: (line: string) => void
  /** Told when a program that was ready ends without having been asked to. */
  onDeath?: (name: string, code: number | null) => void
}

/** Programs that live and end together. */
export type ProgramGroup = {
  /** Starts one and waits until it is ready. Throws, with all it said, when it ends or takes too long. */
  start: <Ready>(start: GroupStart<Ready>) => Promise<{ pid: number; ready: Ready }>
  /** Stops all in reverse order of start. */
  stop: () => Promise<void>
}

const colours = [36, 33, 35, 32, 34, 31]

/** The programs end with this process: in order on a signal, at once when it exits. */
export function createProgramGroup({
  log = console.log,
  say = console.log,
  onDeath = () => undefined,
}: GroupOptions = {}): ProgramGroup {
  const board = createBoard({ print: say })
  const running: Program[] = []
  let started = 0
  let stopping = false
  const stop = async (): Promise<void> => {
    stopping = true
    for (const program of running.splice(0).reverse()) await program.stop()
  }
  onSignal(stop)
  return {
    stop,
    start: async ({ name, ...start }) => {
      const colour = colours[started++ % colours.length] ?? 0
      const hear = (line: string): void => log(`\u001b[${colour}m${name}\u001b[0m ${line}`)
      const program = await during(board, name, 'starting', () => startReady({ ...start, name, hear }))
      running.push(program)
      void program.ended.then((code) => {
        if (!stopping) onDeath(name, code)
      })
      return program
    },
  }
}
