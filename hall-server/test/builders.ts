// Everything a test of the hall server begins with. Facts and commands come from `@service-hall/contract/testing`.
export * from '@service-hall/contract/testing'
export * from './client.ts'
export * from './clock.ts'
export * from './folder.ts'
export * from './hall.ts'
export * from './log.ts'
export * from './pure-hall.ts'
export * from './server.ts'
