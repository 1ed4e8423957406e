import { defineKind } from '../common/define-kind.ts'
import { positive, someOf } from '../common/field.ts'
import { createIdReader } from './id-reader.ts'
import type { IdReaderTiming } from './sdt-sam-reader.ts'

/** 身份证阅读器: readers of resident identity cards. */
export const idReader = defineKind({
  create: createIdReader,
  profiles: ['sdtSam'],
  fields: {
    timing: someOf<IdReaderTiming>({
      answerMs: positive,
      readMs: positive,
      pollMs: positive,
      heartbeatMs: positive,
    }),
  },
  perStation: true,
  simulators: { sdtSam: 'id-reader' },
  errors: ['noMedia', 'invalidMedia', 'securityFail', 'readFailed'],
})
