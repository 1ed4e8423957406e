import { refusals } from '../../define/refusal.ts'

export const MEDIA_REFUSALS = refusals({
  'media.imageGone': {
    zh: '播放单中有图片已不在平台上，请重新上传',
    en: 'An image of the playlist is not here any more; upload it again',
    status: 409,
  },
})
