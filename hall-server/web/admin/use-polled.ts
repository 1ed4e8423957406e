import { request } from '@service-hall/ui'
import { onMounted, onUnmounted, ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { z } from 'zod'

const POLL_MS = 5000

/** What a route answers, looked up every few seconds while the page can be seen. */
export function usePolled<T>(
  path: string,
  schema: z.ZodType<T>,
  first: T,
): { value: Ref<T>; failed: Ref<boolean>; refresh: () => Promise<void> } {
  const value = shallowRef<T>(first)
  const failed = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined

  async function refresh(): Promise<void> {
    if (document.hidden) return
    const answer = await request('GET', path)
    const read = answer.ok ? schema.safeParse(answer.value) : null
    failed.value = !read?.success
    if (read?.success) value.value = read.data
  }
  const look = (): void => void refresh()

  onMounted(() => {
    look()
    timer = setInterval(look, POLL_MS)
    document.addEventListener('visibilitychange', look)
  })
  onUnmounted(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  })
  return { value, failed, refresh }
}
