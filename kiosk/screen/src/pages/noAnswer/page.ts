import { toNextCustomer, toRetry } from '../../flow/moves.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

const LEAVES_MS = 15_000

/** `sure`: no ticket was made. */
export type Props = { sure: boolean }

export const noAnswer = definePage({
  name: 'noAnswer',
  texts,
  shows({ session }: Flow): Props | null {
    if (session.step === 'noAnswer') return { sure: true }
    return session.step === 'lost' ? { sure: false } : null
  },
  back: toRetry,
  home: toNextCustomer,
  leavesAfter: () => LEAVES_MS,
  announces: ({ sure }, t) => (sure ? t('noAnswer.sure') : t('noAnswer.unsure')),
})
