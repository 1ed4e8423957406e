import { refusals } from '../../define/refusal.ts'

export const PROFILE_REFUSALS = refusals({
  'profile.changed': {
    zh: '此处标准刚被他人修改，请重新载入后再改',
    en: 'Somebody else has just changed this profile; load it again first',
    status: 409,
  },
})
