import { resolve } from 'node:path'

/** The repository's root. */
export const root = resolve(import.meta.dirname, '../../..')

/** An absolute path inside the repository. */
export const inRoot = (...parts: string[]): string => resolve(root, ...parts)

/** A path under `.cache`, where everything lives that can be made again. */
export const inCache = (...parts: string[]): string => inRoot('.cache', ...parts)
