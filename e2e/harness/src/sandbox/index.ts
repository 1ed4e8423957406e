// What stands for the world outside the product: payment channels and the utility's billing system.
export * from './kit/index.ts'
export { startWechat } from './wechat/index.ts'
export type { WechatOptions, WechatSandbox } from './wechat/index.ts'
