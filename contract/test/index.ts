// What tests of any room may use: `@service-hall/contract/testing`.
export * from './commands.ts'
export * from './hall-file.ts'
export * from './random.ts'
export * from './strange-words.ts'
