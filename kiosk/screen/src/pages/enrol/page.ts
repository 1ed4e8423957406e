import type { Flow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

export type Props = { code: string }

export const enrol = definePage({
  name: 'enrol',
  texts,
  shows({ view }: Flow): Props | null {
    const code = view?.enrolmentCode ?? null
    return code === null ? null : { code }
  },
})
