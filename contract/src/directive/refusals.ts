import { refusals } from '../define/refusal.ts'

/** Why a hall or a station does not do what the region says; the region shows these sentences too. */
export const DIRECTIVE_REFUSALS = refusals({
  'directive.unknown': { zh: '没有这条指令', en: 'There is no such directive', status: 404 },
  'directive.ended': {
    zh: '该指令已结束或已失效',
    en: 'This directive has ended already',
    status: 409,
  },
  'directive.unknownKind': {
    zh: '本厅程序版本不支持此类指令',
    en: 'The release of this hall does not know directives of this kind',
    status: 400,
  },
  'directive.notAllowed': {
    zh: '本厅或本机的设置不允许执行此类指令',
    en: 'The settings of this hall or machine do not allow directives of this kind',
    status: 403,
  },
  'directive.noAgent': {
    zh: '该设备不能执行远程指令',
    en: 'This machine carries out no directives',
    status: 400,
  },
  'directive.tooManyOpen': {
    zh: '未完成的指令过多',
    en: 'Too many directives are open in this hall',
    status: 429,
  },
  'directive.tooLate': {
    zh: '该指令已开始执行或已结束，无法撤回',
    en: 'This directive was begun or has ended; it cannot be taken back',
    status: 409,
  },
  'directive.declined': { zh: '现场人员未接受', en: 'Declined by the staff of the hall', status: 409 },
  'directive.noReport': {
    zh: '设备开始执行后未报告结果',
    en: 'The machine began and did not say how it went',
    status: 500,
  },
  'directive.interrupted': {
    zh: '执行时程序中断，结果不明',
    en: 'The program ended while it was at it; nobody knows how it went',
    status: 500,
  },
  'directive.machineFailed': {
    zh: '本机命令执行失败',
    en: 'The command of the machine failed',
    status: 500,
  },
  'directive.notSupported': {
    zh: '本机不支持此操作',
    en: 'This machine cannot do that',
    status: 400,
  },
  'directive.busy': {
    zh: '设备一直有客户使用',
    en: 'A customer was using the machine all the time',
    status: 409,
  },
  'directive.noUpdater': {
    zh: '本机没有自动更新程序，请现场升级',
    en: 'This machine has no updater; update it on the spot',
    status: 400,
  },
  'directive.noNotice': { zh: '没有这条通知', en: 'There is no such notice', status: 404 },
})
