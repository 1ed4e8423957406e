// What processes talk about: one line a subject. Its names become the contract's; commands, facts, refusals, grants,
// audiences and the hall's view follow from what it defines by `subject(…)` (see `every.ts`).
export * from './counter/index.ts'
export * from './device/index.ts'
export * from './directive/index.ts'
export * from './hall/index.ts'
export * from './rating/index.ts'
export * from './region/index.ts'
export * from './request/index.ts'
export * from './staff/index.ts'
export * from './station/index.ts'
export * from './takings/index.ts'
export * from './ticket/index.ts'
export * from './voice/index.ts'
