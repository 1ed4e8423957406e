import { refusals } from '../../define/refusal.ts'

export const ROLLOUT_REFUSALS = refusals({
  'rollout.unknown': { zh: '没有这项发布', en: 'There is no such rollout', status: 404 },
  'rollout.exists': { zh: '该发布编号已被使用', en: 'A rollout of this id was begun already', status: 409 },
  'rollout.noPackages': {
    zh: '该版本没有可用的安装包，请先上传',
    en: 'This release has no packages; upload them first',
    status: 409,
  },
  'rollout.overlaps': {
    zh: '该范围内已有进行中的发布，请先结束',
    en: 'Another rollout is under way for some of these machines; end that one first',
    status: 409,
  },
  'rollout.over': { zh: '该发布已结束', en: 'This rollout is over', status: 409 },
  'rollout.tooMany': { zh: '进行中的发布过多', en: 'Too many rollouts are under way', status: 409 },
})
