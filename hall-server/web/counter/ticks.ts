import type { TicketId } from '@service-hall/contract'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { z } from 'zod'

const STORAGE_KEY = 'service-hall.ticks'
/** Enough for whoever may still come back to a counter. */
const TICKETS_KEPT = 50
const Ticks = z.array(z.tuple([z.string(), z.array(z.number().int().nonnegative())]))

/** What an earlier page of this tab kept; nothing where that cannot be read. */
function kept(): [string, number[]][] {
  try {
    return Ticks.parse(JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '[]'))
  } catch {
    // Ticks are a help: a damaged store starts empty.
    return []
  }
}

/**
 * Steps ticked off, by ticket id: a customer who comes back finds them as they were. They live as long as the browser
 * tab, through reloads, and hold ids and step numbers only.
 */
export const useTicks = defineStore('ticks', () => {
  const done = ref(new Map(kept()))

  const isDone = (ticketId: TicketId, step: number): boolean =>
    done.value.get(ticketId)?.includes(step) ?? false

  function toggle(ticketId: TicketId, step: number): void {
    const steps = done.value.get(ticketId) ?? []
    // Put last: the tickets longest untouched are let go first.
    done.value.delete(ticketId)
    done.value.set(ticketId, steps.includes(step) ? steps.filter((one) => one !== step) : [...steps, step])
    done.value = new Map([...done.value].slice(-TICKETS_KEPT))
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify([...done.value]))
  }

  return { isDone, toggle }
})
