import { z } from 'zod'

/**
 * One unbroken history of a hall: facts of the same epoch and number are the same fact. A hall that goes on from a backup
 * has forgotten facts that its region knows; it begins another epoch, so that the numbers it uses again mean other facts.
 * `first` until then, a UUIDv7 from then on.
 */
export const Epoch = z.string().regex(/^(first|[0-9a-f-]{36})$/, 'an epoch: "first" or a UUID')
export type Epoch = z.infer<typeof Epoch>

/** The epoch of a hall that has lost nothing yet. */
export const FIRST_EPOCH: Epoch = 'first'
