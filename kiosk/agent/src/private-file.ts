export { readPrivate, removePrivate, writePrivate } from '@service-hall/server-kit'
