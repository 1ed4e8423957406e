// What the hub's own records are about: one line a subject.
export * from './account/index.ts'
export * from './alert/index.ts'
export * from './directive/index.ts'
export * from './history/index.ts'
export * from './organisation/index.ts'
export * from './profile/index.ts'
export * from './record/index.ts'
