import { hubCommand } from '../define/define.ts'
import { ProfilePlace, TierProfile } from './words.ts'

/** Says what is asked of halls somewhere; an empty profile asks nothing of its own. */
export const SetProfile = hubCommand(
  'profile.set',
  { place: ProfilePlace, profile: TierProfile },
  { by: 'account' },
)
