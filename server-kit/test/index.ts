// What tests of servers begin with, as `@service-hall/server-kit/testing`.
export * from './clock.ts'
export * from './image.ts'
export * from './log.ts'
