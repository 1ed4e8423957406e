import type { TicketId } from '@service-hall/contract'
import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Steps ticked off, by ticket, for as long as the page lives: a customer who comes back finds them as they were. */
export const useTicks = defineStore('ticks', () => {
  const done = ref<Record<string, number[]>>({})

  const isDone = (ticketId: TicketId, step: number): boolean => done.value[ticketId]?.includes(step) ?? false

  function toggle(ticketId: TicketId, step: number): void {
    const steps = done.value[ticketId] ?? []
    done.value[ticketId] = steps.includes(step) ? steps.filter((one) => one !== step) : [...steps, step]
  }

  return { isDone, toggle }
})
