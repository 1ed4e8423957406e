// Every page of a room of screens in every state, from invented data. In no product's bundle.
export * from './gallery.ts'
export { openGallery } from './open-gallery.ts'
export type { GalleryPlaces } from './open-gallery.ts'
