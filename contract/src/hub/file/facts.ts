import { DirectiveId } from '../../directive/words.ts'
import { HallId } from '../../ids.ts'
import { hubFact } from '../define/define.ts'

/** The file that a directive brought was looked at; by whom stands in the record. */
export const FileFetched = hubFact('FileFetched', { directiveId: DirectiveId, hallId: HallId })
