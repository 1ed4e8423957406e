import { refusals } from '../define/refusal.ts'

/** What a hub tells a hall, and a hall itself, on the line between them. */
export const REGION_REFUSALS = refusals({
  'region.epochEnded': {
    zh: '该数据批次已更换',
    en: 'The hall has begun another epoch already',
    status: 409,
  },
  'uplink.version': {
    zh: '上级平台与本厅版本不兼容，请先升级',
    en: 'The region and this hall speak different versions of the uplink; update one of them',
    status: 400,
  },
  'uplink.pending': {
    zh: '本厅尚未被区域平台批准接入',
    en: 'The region has not let this hall in yet',
    status: 403,
    transient: true,
  },
  'uplink.revoked': {
    zh: '区域平台已停止本厅接入',
    en: 'The region lets this hall in no more',
    status: 403,
    transient: true,
  },
  'uplink.untrusted': {
    zh: '接入凭证校验失败',
    en: 'What was sent over the uplink was not signed by the one it names',
    status: 403,
    transient: true,
  },
  'uplink.elsewhere': {
    zh: '同一营业厅已从另一处接入',
    en: 'This hall is connected from another place',
    status: 409,
    transient: true,
  },
  'uplink.gap': {
    zh: '数据批次不连续',
    en: 'Facts before these are missing; the line begins anew',
    status: 409,
    transient: true,
  },
  'uplink.crowded': {
    zh: '等待批准的营业厅过多，请稍后再试',
    en: 'Too many halls wait to be let in; try again later',
    status: 429,
    transient: true,
  },
})
