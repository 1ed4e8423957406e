import { EnrolmentResult, EnrolmentTicket } from '@service-hall/contract'
import type { StationKind } from '@service-hall/contract'
import type { ApiResult } from '@service-hall/ui'

/** Where a machine that wants to be let in stands. */
export type EnrolmentState =
  | { status: 'asking' }
  | { status: 'waiting'; code: string }
  | { status: 'failed'; code: string }
  | { status: 'approved' }

export type EnrolmentContext = {
  post: (path: string, body: unknown) => Promise<ApiResult>
  /** Pause between two questions. */
  wait: () => Promise<void>
  show: (state: EnrolmentState) => void
  /** The code known beforehand was not taken. */
  unknownCode: () => void
}

/** Asks for a code and waits until an administrator has approved it; begins again when the code has run out. */
export async function enrol(
  kind: StationKind,
  presetCode: string | null,
  context: EnrolmentContext,
): Promise<void> {
  const { post, show, wait } = context
  let preset = presetCode
  show({ status: 'asking' })
  for (;;) {
    const asked = await post('/api/enrolment', preset ? { kind, code: preset } : { kind })
    const ticket = asked.ok ? EnrolmentTicket.safeParse(asked.value) : null
    if (ticket?.success) {
      if (await waitForApproval(ticket.data, preset !== null, context)) return show({ status: 'approved' })
      await wait()
      continue
    }
    if (preset && !asked.ok && (asked.code.startsWith('enrolment.') || asked.code === 'input.invalid')) {
      context.unknownCode()
      preset = null
      continue
    }
    show({ status: 'failed', code: asked.ok ? 'hall.internal' : asked.code })
    await wait()
  }
}

/**
 * True once approved, false when the code has run out: that is for the server to say, since the machine's own clock
 * may be wrong. A preset code is not shown: nobody needs to approve it.
 */
async function waitForApproval(
  ticket: EnrolmentTicket,
  isPreset: boolean,
  { post, show, wait }: EnrolmentContext,
): Promise<boolean> {
  const { code, secret } = ticket
  const waiting = (): void => show(isPreset ? { status: 'asking' } : { status: 'waiting', code })
  waiting()
  for (;;) {
    const claimed = await post('/api/enrolment/claim', { code, secret })
    if (claimed.ok) {
      const result = EnrolmentResult.safeParse(claimed.value)
      if (result.success && result.data.status === 'approved') return true
      waiting()
    } else if (claimed.code.startsWith('enrolment.')) {
      return false
    } else {
      show({ status: 'failed', code: claimed.code })
    }
    await wait()
  }
}
