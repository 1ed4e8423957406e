import { refusals } from '../../define/refusal.ts'

/** Why a file of a machine is not taken, or not shown. */
export const FILE_REFUSALS = refusals({
  'file.unknown': { zh: '没有这个文件', en: 'There is no such file', status: 404 },
  'file.unwanted': { zh: '没有指令要求上传该文件', en: 'No directive asks for this file', status: 409 },
  'file.notWhole': { zh: '文件尚未传完', en: 'The file is not here as a whole yet', status: 409 },
  'file.gone': {
    zh: '文件已超过保存期限或存储上限，已被清除',
    en: 'The file is kept no longer: it was too old, or later ones took its room',
    status: 410,
  },
  'file.broken': {
    zh: '文件内容与校验值不符',
    en: 'The file is not what its digest or its kind says',
    status: 400,
  },
  'file.noRoom': {
    zh: '待上传的文件过多，请稍后再试',
    en: 'Too many files wait to be sent; try again later',
    status: 429,
  },
  'file.onItsWay': {
    zh: '图片正在传往营业厅，请稍后再试',
    en: 'The image is on its way to the hall; try again later',
    status: 503,
    transient: true,
  },
  'file.notSent': {
    zh: '文件未能在限定时间内上传',
    en: 'The machine could not hand the file over in time',
    status: 504,
  },
})
