import { useToasts } from '@service-hall/ui'
import { ref } from 'vue'
import type { Ref } from 'vue'
import { sendCommand } from '../api/commands.ts'
import type { Sent, Unsent } from '../api/commands.ts'
import { useOrganisation } from '../organisation/organisation-store.ts'

export type Runner = {
  busy: Ref<boolean>
  /** Code of the refusal of the last command; null: none, or it went well. */
  refused: Ref<string | null>
  /** Sends one command at a time; a second press while the first has no answer does nothing. Resolves with whether it is done. */
  run: (command: Unsent) => Promise<boolean>
  /** The same for anything that answers as a command does. */
  settle: (work: () => Promise<Sent>) => Promise<boolean>
}

/** Commands of a form or a list. What one sees is read anew after each, whatever came of it. */
export function useCommand(): Runner {
  const organisation = useOrganisation()
  const toasts = useToasts()
  const busy = ref(false)
  const refused = ref<string | null>(null)

  async function settle(work: () => Promise<Sent>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    refused.value = null
    const sent = await work()
    await organisation.load()
    busy.value = false
    if (sent === null) toasts.show('bad', { key: 'common.outcomeUnknown' })
    else if (!sent.ok) refused.value = sent.code
    else toasts.show('good', { key: 'form.done' })
    return sent?.ok === true
  }
  return { busy, refused, settle, run: (command) => settle(() => sendCommand(command)) }
}
