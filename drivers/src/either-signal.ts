/**
 * Does `task` with a signal that is aborted as soon as one of two is, for its reason: what `AbortSignal.any` is for, which the
 * Node of older Electron does not have. Of a task that has ended nothing stays at a signal that lives on.
 */
export async function withEither<T>(
  one: AbortSignal,
  other: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (!other) return task(one)
  const either = new AbortController()
  const over = new AbortController()
  for (const signal of [one, other]) {
    const abort = () => either.abort(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true, signal: over.signal })
  }
  try {
    return await task(either.signal)
  } finally {
    over.abort()
  }
}
