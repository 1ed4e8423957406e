import { sourcesOf } from '../house/sources.ts'
import type { Source } from '../house/sources.ts'
import { root } from '@service-hall/harness/paths'

const documented =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const (\w+) =(?: (?:command|fact)\(\s*'([^']+)')?/g

/** A contract's own sentences: what its comments say of each exported schema, command and fact, by name or type. */
export function sentencesOf(folder = 'contract/src'): ReadonlyMap<string, string> {
  const sentences = new Map<string, string>()
  for (const { text } of contractFiles(folder)) {
    for (const [, comment = '', name = '', type] of text.matchAll(documented))
      sentences.set(type ?? name, plain(comment))
  }
  return sentences
}

function contractFiles(folder: string): Source[] {
  return sourcesOf(root, [folder]).filter(({ path }) => !path.endsWith('.test.ts'))
}

function plain(comment: string): string {
  return comment
    .replaceAll(/^\s*\*/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
