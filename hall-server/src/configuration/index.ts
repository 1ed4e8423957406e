import { capability } from '../core/capability.ts'
import { configure } from './decide.ts'

/** What the hall consists of and goes by: read from its file (`read-hall-file.ts`), brought into force (`import-hall.ts`). */
export const configuration = capability({ name: 'configuration', deciders: { 'hall.configure': configure } })
