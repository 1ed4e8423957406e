import { onScopeDispose, watch } from 'vue'

/**
 * Asks again a while after something changed, once for all changes in between; and some times more as long as the answer
 * has not caught up: figures follow the facts of a hall by a second or two, on a busy hub by more.
 */
export function useFollow(
  changed: () => unknown,
  again: () => Promise<void>,
  { afterMs, isBehind = () => false }: { afterMs: number; isBehind?: () => boolean },
): void {
  const MOST_TRIES = 5
  let timer: ReturnType<typeof setTimeout> | undefined
  let tries = 0

  function later(): void {
    timer ??= setTimeout(() => {
      void again().then(() => {
        timer = undefined
        if (!isBehind() || tries >= MOST_TRIES) return
        tries += 1
        later()
      })
    }, afterMs)
  }
  watch(changed, () => {
    tries = 0
    later()
  })
  onScopeDispose(() => clearTimeout(timer))
}
