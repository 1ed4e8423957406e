import { z } from 'zod'
import { hubCommand } from '../define/define.ts'
import { ProfilePlace, TierProfile } from './words.ts'

/**
 * Says what is asked of halls somewhere; an empty profile asks nothing of its own. `expected`: the version that the sender
 * has looked at (`ProfileSeen.version`), so that nobody's change is lost under another's.
 */
export const SetProfile = hubCommand(
  'profile.set',
  { place: ProfilePlace, profile: TierProfile, expected: z.number().int().min(0).max(1_000_000).optional() },
  { by: 'account' },
)
