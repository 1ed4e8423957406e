import { PendingEnrolments } from '@service-hall/contract'
import type { Ref } from 'vue'
import { usePolled } from './use-polled.ts'

/** Machines that ask to be let in. */
export function usePendingEnrolments(): {
  pending: Ref<PendingEnrolments>
  failed: Ref<boolean>
  refresh: () => Promise<void>
} {
  const { value: pending, failed, refresh } = usePolled('/api/enrolment', PendingEnrolments, [])
  return { pending, failed, refresh }
}
