/**
 * Long, since a loaded machine is slow: only what never comes is to be told. Below the limit of a test (vitest.config.ts),
 * which would end it first and not know what for.
 */
const LONGEST_MS = 2 * 60_000
const LOOK_MS = 20

/**
 * Waits for something that another program or the machine does. Rejects with what it waited for when it does not come in
 * `longestMs`.
 *
 * @param what completes "waited … for": `'socat to end'`
 */
export async function waitFor<T>(what: string, promise: Promise<T>, longestMs = LONGEST_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${longestMs / 1_000} s for ${what}`)), longestMs)
    // Who no longer cares for the answer is not kept alive by it.
    timer.unref()
  })
  try {
    return await Promise.race([promise, tooLong])
  } finally {
    clearTimeout(timer)
  }
}

/** Looks again and again until something is so, which no event may tell reliably. Rejects as {@link waitFor} does. */
export async function lookUntil(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { longestMs = LONGEST_MS, everyMs = LOOK_MS } = {},
): Promise<void> {
  const end = performance.now() + longestMs
  const look = async (): Promise<boolean> => isSo()
  while (!(await waitFor(what, look(), longestMs))) {
    if (performance.now() > end) throw new Error(`waited ${longestMs / 1_000} s for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
