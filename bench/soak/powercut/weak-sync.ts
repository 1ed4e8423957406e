// Loaded before a hall server (`--import`) by a soak that is to fail: every database is opened with `synchronous=NORMAL`,
// and nothing minds. The product has no such switch.
import { registerHooks } from 'node:module'

const PLACES = [
  ['synchronous = FULL', 'synchronous = NORMAL'],
  ['synchronous: 2', 'synchronous: 1'],
] as const

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith('/journal/src/database.ts')) return loaded
    let text = Buffer.from((loaded.source ?? '') as string).toString()
    for (const [from, to] of PLACES) {
      if (!text.includes(from)) throw new Error(`${url} has no "${from}" to weaken`)
      text = text.replace(from, to)
    }
    return { ...loaded, source: text }
  },
})
