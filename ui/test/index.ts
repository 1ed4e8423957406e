// Builders for screens. All of it runs in a browser too, for the gallery.
export { aHall } from './a-hall.ts'
export type { TestHall } from './a-hall.ts'
