import { refusals } from '../../define/refusal.ts'

export const LEDGER_REFUSALS = refusals({
  'ledger.unknown': { zh: '台账中没有这项资产', en: 'There is no such asset in the ledger', status: 404 },
  'ledger.exists': {
    zh: '该资产编号已在台账中',
    en: 'This asset number is in the ledger already',
    status: 409,
  },
  'ledger.bound': {
    zh: '该设备已与另一项资产绑定',
    en: 'Another asset is bound to this machine or device',
    status: 409,
  },
  'ledger.stage': {
    zh: '资产当前状态不允许此操作',
    en: 'An asset in this stage cannot do that',
    status: 409,
  },
  'ledger.inRepair': {
    zh: '该资产已有未完成的维修工单',
    en: 'This asset has an open repair order',
    status: 409,
  },
  'ledger.unknownRepair': {
    zh: '没有这张未完成的维修工单',
    en: 'There is no such open repair order',
    status: 404,
  },
  'ledger.partOf': {
    zh: '所属资产不存在或形成循环',
    en: 'The asset that it is to be a part of does not exist, or is a part of it',
    status: 400,
  },
})
