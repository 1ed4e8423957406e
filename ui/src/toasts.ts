import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Something to say in whatever language is on: a refusal, or one of the page's texts. */
export type Saying = { refusal: string } | { key: string; values?: Record<string, unknown> }

export type Toast = {
  id: number
  tone: 'good' | 'bad' | 'info'
  saying: Saying
}

const SHOWN_MS = { good: 4000, info: 5000, bad: 8000 }
const MOST = 3

/** Short messages about what just happened; read aloud by screen readers, gone by themselves. */
export const useToasts = defineStore('toasts', () => {
  const list = ref<Toast[]>([])
  let last = 0

  function dismiss(id: number): void {
    list.value = list.value.filter((toast) => toast.id !== id)
  }

  function show(tone: Toast['tone'], saying: Saying): void {
    last += 1
    const id = last
    list.value = [...list.value, { id, tone, saying }].slice(-MOST)
    setTimeout(() => dismiss(id), SHOWN_MS[tone])
  }

  return { list, show, dismiss }
})
