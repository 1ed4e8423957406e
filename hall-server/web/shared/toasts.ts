import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface Toast {
  id: number
  tone: 'good' | 'bad' | 'info'
  text: string
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

  function show(tone: Toast['tone'], text: string): void {
    last += 1
    const id = last
    list.value = [...list.value.filter((toast) => toast.text !== text), { id, tone, text }].slice(-MOST)
    setTimeout(() => dismiss(id), SHOWN_MS[tone])
  }

  return { list, show, dismiss }
})
