// What every screen says of devices, one row a thing. The error codes are compared with what the drivers' kinds declare
// (e2e/agreement/device-texts.test.ts).
import type { Consumable, DeviceConfig, DeviceState, Localized } from '@service-hall/contract'

export const DEVICE_KINDS = {
  printer: { zh: '打印机', en: 'Printer' },
  ratingPad: { zh: '评价器', en: 'Rating pad' },
  counterDisplay: { zh: '窗口屏', en: 'Counter display' },
  ledBar: { zh: '综合屏', en: 'LED bar' },
  idReader: { zh: '身份证阅读器', en: 'ID card reader' },
  cardReader: { zh: '读卡器', en: 'Card reader' },
  cardTerminal: { zh: '银行卡终端', en: 'Card terminal' },
  cashAcceptor: { zh: '收钞器', en: 'Cash acceptor' },
  codeScanner: { zh: '扫码器', en: 'Code scanner' },
  callPad: { zh: '呼叫器', en: 'Call pad' },
  indicator: { zh: '指示灯', en: 'Indicator light' },
} as const satisfies Record<DeviceConfig['kind'], Localized>

export const DEVICE_STATES = {
  starting: { zh: '启动中', en: 'Starting' },
  online: { zh: '正常', en: 'Working' },
  offline: { zh: '离线', en: 'Offline' },
  powerOff: { zh: '未通电', en: 'No power' },
  noDevice: { zh: '未连接', en: 'Not connected' },
  hardwareError: { zh: '硬件故障', en: 'Hardware fault' },
  userError: { zh: '需要处理', en: 'Needs attention' },
  deviceBusy: { zh: '工作中', en: 'Busy' },
  fraudAttempt: { zh: '发现可疑操作', en: 'Tampering' },
  potentialFraud: { zh: '可能有可疑操作', en: 'Possible tampering' },
} as const satisfies Record<DeviceState['device'], Localized>

/** Error codes of all kinds of device, and those that a device's host gives. */
export const DEVICE_ERRORS = {
  // Any device.
  notOpen: { zh: '线路未打开', en: 'Line not open' },
  noAnswer: { zh: '没有应答', en: 'No answer' },
  lineLost: { zh: '线路断开', en: 'Line lost' },
  portBusy: { zh: '端口被占用', en: 'Port in use' },
  portForbidden: { zh: '没有端口权限', en: 'No access to the port' },
  misconfigured: { zh: '配置有误', en: 'Wrong settings' },
  notDriven: { zh: '此版本不驱动该类设备', en: 'Not driven by this release' },
  stopped: { zh: '已停止', en: 'Stopped' },
  refused: { zh: '设备拒绝了指令', en: 'Command refused' },
  unsupported: { zh: '设备不支持此功能', en: 'Not supported' },
  invalidData: { zh: '数据有误', en: 'Invalid data' },
  canceled: { zh: '已取消', en: 'Cancelled' },
  timeOut: { zh: '超时', en: 'Timed out' },
  queueFull: { zh: '待办指令过多', en: 'Too many commands waiting' },
  selfTestFailed: { zh: '自检未通过', en: 'Self-test failed' },
  sensorFailed: { zh: '传感器故障', en: 'Sensor fault' },
  mechanical: { zh: '机械故障', en: 'Mechanical fault' },
  unrecoverable: { zh: '不可恢复的故障', en: 'Unrecoverable fault' },
  fraudAttempt: { zh: '发现可疑操作', en: 'Tampering' },
  // Printers.
  paperOut: { zh: '缺纸', en: 'Out of paper' },
  paperLow: { zh: '纸将用尽', en: 'Paper low' },
  paperJam: { zh: '卡纸', en: 'Paper jam' },
  coverOpen: { zh: '机盖打开', en: 'Cover open' },
  cutterJam: { zh: '切刀卡住', en: 'Cutter jam' },
  overheated: { zh: '过热，请稍候', en: 'Too hot; wait a little' },
  documentInvalid: { zh: '打印内容有误', en: 'Invalid document' },
  mediaJammed: { zh: '介质卡住', en: 'Something is jammed' },
  retractBinFull: { zh: '回收仓已满', en: 'Retract bin full' },
  // Cards.
  noMedia: { zh: '没有卡', en: 'No card' },
  invalidMedia: { zh: '无法识别的卡', en: 'Unknown card' },
  captureBinFull: { zh: '吞卡箱已满', en: 'Capture bin full' },
  atrNotObtained: { zh: '芯片没有应答', en: 'Chip does not answer' },
  protocolNotSupported: { zh: '不支持的芯片', en: 'Chip not supported' },
  securityFail: { zh: '安全模块故障', en: 'Security module fault' },
  readFailed: { zh: '读卡失败', en: 'Reading failed' },
  keyNoValue: { zh: '工作密钥未装载', en: 'Working keys not loaded' },
  // Cash.
  cashBoxFull: { zh: '钱箱已满', en: 'Cash box full' },
  cashBoxOpen: { zh: '钱箱未关', en: 'Cash box open' },
  cashJammed: { zh: '卡钞', en: 'Note or coin jammed' },
} as const satisfies Record<string, Localized>

/** What helps, by `DeviceState.action`. */
export const DEVICE_ACTIONS = {
  clear: {
    zh: '现场人员可处理：换纸、合盖、取出卡纸',
    en: 'Hall staff can fix it: paper, cover, jam',
  },
  maintenance: { zh: '请报修，由工程师处理', en: 'Call an engineer' },
  reset: { zh: '请重启设备', en: 'Restart the device' },
  suspend: { zh: '设备会自行恢复，请稍候', en: 'It recovers by itself; wait a little' },
  configuration: { zh: '请检查设备配置', en: 'Check the configuration of the device' },
  softwareError: { zh: '软件错误，请报修', en: 'Software error; call an engineer' },
} as const satisfies Record<NonNullable<DeviceState['action']>, Localized>

export const CONSUMABLES = {
  paper: { zh: '纸', en: 'Paper' },
  retractBin: { zh: '回收仓', en: 'Retract bin' },
  captureBin: { zh: '吞卡箱', en: 'Capture bin' },
  cards: { zh: '卡片', en: 'Cards' },
  cashBox: { zh: '钱箱', en: 'Cash box' },
} as const satisfies Record<Consumable['name'], Localized>

export const FILL_LEVELS = {
  unknown: { zh: '未知', en: 'unknown' },
  ok: { zh: '正常', en: 'fine' },
  low: { zh: '将尽', en: 'low' },
  out: { zh: '用完', en: 'out' },
  nearFull: { zh: '将满', en: 'nearly full' },
  full: { zh: '已满', en: 'full' },
} as const satisfies Record<Consumable['state'], Localized>
