import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { CommandResult } from '@service-hall/contract'
import { useToasts } from '../toasts.ts'
import { useHallStore } from './hall-store.ts'
import type { Unsent } from './outbox.ts'

/**
 * Sends what a button stands for, one thing at a time: a second press while the first has no answer does nothing.
 * A refusal is shown as a toast.
 */
export const useSender = defineStore('sender', () => {
  const hall = useHallStore()
  const toasts = useToasts()
  /** Name of the button whose command is under way. */
  const running = ref<string | null>(null)
  const busy = computed(() => running.value !== null)

  function run(button: string, command: Unsent, done?: (result: CommandResult) => void): void {
    if (running.value !== null) return
    running.value = button
    void hall.send(command).then((answer) => {
      running.value = null
      if (answer === null) toasts.show('bad', { key: 'common.outcomeUnknown' })
      else if (!answer.ok) toasts.show('bad', { refusal: answer.code })
      else done?.(answer.result)
    })
  }

  return { running, busy, run }
})
