import type { HallId } from '@service-hall/contract'

/** The record of a hall. */
export const hallStream = (hallId: HallId): string => `hall:${hallId}`
