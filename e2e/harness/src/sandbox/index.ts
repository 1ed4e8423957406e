// What stands for the world outside the product: payment channels and the utility's billing system.
export * from './kit/index.ts'
export * from './acquirer/index.ts'
