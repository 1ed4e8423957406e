// What stands for the world outside the product: payment channels and the utility's billing system.
export * from './kit/index.ts'
export { OUTSIDE, portsIn, portsOf, sandboxScript, startOutside } from './outside.ts'
export type { Outside, OutsideName, OutsideOptions } from './outside.ts'
export { certificatePem } from './wechat/der.ts'
export { startWechat } from './wechat/index.ts'
export type { WechatOptions, WechatSandbox } from './wechat/index.ts'
export { SANDBOX_KEY as UTILITY_KEY, WELL_KNOWN as UTILITY_ACCOUNTS, startUtility } from './utility/index.ts'
export {
  SANDBOX_CARD_KEYS as UTILITY_CARD_KEYS,
  macOf as meterCardMac,
  responseTo as meterCardResponse,
} from './utility/card-keys.ts'
export type {
  AccountTold as UtilityAccount,
  AccountsWanted as UtilityAccountsWanted,
  UtilityOptions,
  WellKnownName as UtilityAccountName,
} from './utility/index.ts'
export * from './acquirer/index.ts'
export * from './alipay/index.ts'
export { UNIONPAY_FAULTS, UNIONPAY_PLACES, startUnionpay } from './unionpay/index.ts'
export type { UnionpayCredentials, UnionpayOptions, UnionpaySandbox } from './unionpay/index.ts'
