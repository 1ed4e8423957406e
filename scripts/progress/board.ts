/** What runs at this moment, told in a line every so often: on a slow machine one sees that it goes on, and where. */
export type Board = {
  /** Something begins; tell what it does meanwhile, and its end. */
  begin: (name: string) => Running
}

export type Running = {
  /** What it is at; replaces what it told before. */
  at: (text: string) => void
  /** Shown at once. */
  say: (line: string) => void
  end: () => void
}

export type BoardOptions = {
  print: (line: string) => void
  everyMs?: number
  /** Milliseconds that only ever grow. */
  monotonic?: () => number
}

const EVERY_MS = 20_000

/** Says nothing as long as nothing runs longer than `everyMs`. */
export function createBoard({
  print,
  everyMs = EVERY_MS,
  monotonic = () => performance.now(),
}: BoardOptions): Board {
  const running = new Map<string, { since: number; text: string }>()
  let timer: NodeJS.Timeout | undefined
  const tell = (): void => {
    for (const [name, { since, text }] of running)
      print(lineOf(name, `${duration(monotonic() - since)} ${text}`.trimEnd()))
  }
  return {
    begin: (name) => {
      const state = { since: monotonic(), text: '' }
      running.set(name, state)
      timer ??= setInterval(tell, everyMs)
      return {
        at: (text) => void (state.text = text),
        say: (line) => print(lineOf(name, line)),
        end: () => {
          running.delete(name)
          if (running.size > 0) return
          clearInterval(timer)
          timer = undefined
        },
      }
    },
  }
}

/** Has something on the board as long as it takes. */
export async function during<T>(
  board: Board,
  name: string,
  text: string,
  work: () => Promise<T>,
): Promise<T> {
  const running = board.begin(name)
  running.at(text)
  try {
    return await work()
  } finally {
    running.end()
  }
}

const lineOf = (name: string, text: string): string => `${name.padEnd(11)} …  ${text}`

function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
