import { refusals } from '../../define/refusal.ts'
import { hubSubject } from '../define/define.ts'
import * as facts from './facts.ts'

/** What holds for all of the hub's own records. */
export const recordSubject = hubSubject('record', {
  commands: {},
  facts,
  refusals: refusals({
    'record.contended': {
      zh: '同一记录正在被其他人修改，请再试一次',
      en: 'Others are changing the same record; please try again',
      status: 503,
      transient: true,
    },
  }),
})
