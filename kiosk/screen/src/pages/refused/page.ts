import type { RefusalCode } from '@service-hall/contract'
import { toNextCustomer, toRetry } from '../../flow/moves.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

const LEAVES_MS = 15_000

export type Props = { code: RefusalCode }

export const refused = definePage({
  name: 'refused',
  texts,
  shows: ({ session }: Flow): Props | null => (session.step === 'refused' ? { code: session.code } : null),
  back: toRetry,
  home: toNextCustomer,
  leavesAfter: () => LEAVES_MS,
  announces: (_, t) => t('refused.title'),
})
