import { z } from 'zod'
import type { DirectiveId, DirectiveTarget } from '../../directive/words.ts'
import type { HallId } from '../../ids.ts'

/** What a directive answers to: `alert:018f…`, `repair:…`. */
export const DirectiveCause = z.string().regex(/^[a-z]{1,20}:[A-Za-z0-9_.-]{1,80}$/)

/** States that the hub learns of. */
export const NotedState = z.enum([
  'open',
  'begun',
  'done',
  'failed',
  'refused',
  'expired',
  'superseded',
  'withdrawn',
  'unheard',
])
export type NotedState = z.infer<typeof NotedState>

/** `given`: the hall has not said that it has it. `unheard`: nothing came, long after its time; the hall's word still may. */
export type HubDirectiveState = 'given' | NotedState

/** A directive as the region has it. */
export type HubDirective = {
  directiveId: DirectiveId
  hallId: HallId
  target: DirectiveTarget
  work: { kind: string; [more: string]: unknown }
  who: string
  why: string
  cause: string | null
  validMs: number
  /** Epoch ms of the hub. */
  issuedAt: number
  state: HubDirectiveState
  /** When the region knew of this state, epoch ms of the hub. */
  since: number
  /** When it came to be in the hall, epoch ms of the hall. */
  hallAt: number | null
  code: string | null
  detail: string | null
  report: { bytes?: number | undefined; settings?: string | undefined; release?: string | undefined } | null
}

/** Whether more is to be expected. */
export function isAwaited({ state }: Pick<HubDirective, 'state'>): boolean {
  return state === 'given' || state === 'open' || state === 'begun'
}
