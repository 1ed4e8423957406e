import { linkTarget } from '../src/link/config.ts'
import { flag, oneOf, positive, text } from '../src/device/common/field.ts'
import type { Check } from '../src/device/common/field.ts'

const fields: Readonly<Record<string, Check>> = {
  url: text,
  baud: positive,
  parity: oneOf('none', 'even', 'odd'),
  dataBits: oneOf(7, 8),
  stopBits: oneOf(1, 2),
  rtscts: flag,
  xon: flag,
  paceBytesPerSecond: positive,
  turnaroundMs: positive,
  echo: flag,
}

/** What is wrong with a link of a device file, in a sentence; `undefined` when nothing is. */
export function linkProblem(link: unknown): string | undefined {
  if (typeof link === 'string') return urlProblem(link)
  if (typeof link !== 'object' || link === null || !('url' in link) || typeof link.url !== 'string')
    return 'a link is a url, or a mapping with url, baud, parity and so on.'
  for (const [name, value] of Object.entries(link)) {
    const check = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!check) return `a link has no ${JSON.stringify(name)}; it has ${Object.keys(fields).join(', ')}.`
    if (!check.holds(value)) return `${name} of a link is ${check.wanted}, not ${JSON.stringify(value)}.`
  }
  return urlProblem(link.url)
}

function urlProblem(url: string): string | undefined {
  const target = linkTarget(url)
  return target.kind === 'invalid' ? `${target.problem}.` : undefined
}
