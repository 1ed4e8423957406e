/** A promise that is settled from outside. */
export type Deferred<T> = {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (reason: Error) => void
}

/** `Promise.withResolvers`, which the oldest runtime of the kiosk agent (Node 18) has not got. */
export function deferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> | undefined
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }))
  if (!settle) throw new Error('a promise calls its executor at once')
  return { promise, ...settle }
}
