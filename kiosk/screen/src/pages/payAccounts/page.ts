import type { KioskAccount } from '@service-hall/contract'
import { toStartFromPayment } from '../../flow/moves.ts'
import { questionBefore } from '../../flow/payment/moves.ts'
import { sessionAt } from '../../flow/payment/state.ts'
import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { sheetAt } from '../sheet.ts'
import { texts } from './texts.ts'

const MOST_SHOWN = 4
const MOST_SENIOR = 3

export type Props = { rows: KioskAccount[]; number: number; count: number }

export const payAccounts = definePage({
  name: 'payAccounts',
  texts,
  shows({ payment, senior }: Flow): Props | null {
    const session = sessionAt(payment, 'accounts')
    return session && sheetAt(session.accounts, payment.draft.sheet, senior ? MOST_SENIOR : MOST_SHOWN)
  },
  back: questionBefore,
  home: toStartFromPayment,
})
