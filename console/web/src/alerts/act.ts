import { useToasts } from '@service-hall/ui'
import { ref } from 'vue'
import type { Ref } from 'vue'
import { sendCommand } from '../api/commands.ts'
import type { Unsent } from '../api/commands.ts'

/** Sends commands and says what came of them; `busy`: one is under way. */
export function useAct(): { busy: Ref<boolean>; act: (command: Unsent, done?: string) => Promise<boolean> } {
  const busy = ref(false)
  const toasts = useToasts()
  return {
    busy,
    /** Whether it was done. `done`: text that says so. */
    async act(command, done) {
      if (busy.value) return false
      busy.value = true
      const sent = await sendCommand(command)
      busy.value = false
      if (sent === null) toasts.show('bad', { key: 'common.outcomeUnknown' })
      else if (!sent.ok)
        toasts.show(
          'bad',
          sent.code === 'unreachable' ? { key: 'common.unreachable' } : { refusal: sent.code },
        )
      else if (done) toasts.show('good', { key: done })
      return sent?.ok ?? false
    },
  }
}
