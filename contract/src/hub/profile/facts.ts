import { hubFact } from '../define/define.ts'
import { ProfilePlace, TierProfile } from './words.ts'

export const ProfileSet = hubFact('ProfileSet', { place: ProfilePlace, profile: TierProfile })
