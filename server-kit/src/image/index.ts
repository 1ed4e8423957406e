export * from './image-fetcher.ts'
export * from './image-store.ts'
