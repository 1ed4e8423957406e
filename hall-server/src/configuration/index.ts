import { capability } from '../core/capability.ts'
import { configure } from './decide.ts'
import { retiredDue } from './due.ts'
import { configurationSlice } from './state.ts'

/** What the hall consists of and goes by: read from its file (`read-hall-file.ts`), brought into force (`import-hall.ts`). */
export const configuration = capability({
  name: 'configuration',
  slice: configurationSlice,
  deciders: { 'hall.configure': configure },
  due: retiredDue,
})
