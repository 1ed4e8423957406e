import { tryOnce } from './remembered.ts'
import { reasonOf } from '../process/run.ts'

/** Something that a release host outside the npm registry keeps. */
export type Release = {
  /** Names the memory of failures. */
  name: string
  version: string
  /** Asked first whether it answers at all. */
  url: string
  /** A person named where it comes from: no failure is remembered then. */
  chosen: boolean
  /** Null when it worked, else why not. */
  fetch: () => Promise<string | null>
}

/** How long a release host may take to answer anything at all before we do without it. */
const PROBE_TIMEOUT_MS = 4_000
const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'npm_config_https_proxy', 'npm_config_proxy'] as const

/** Null when it worked, else why not. */
export function fetchRelease({ name, version, url, chosen, fetch }: Release): Promise<string | null> {
  const attempt = async (): Promise<string | null> => (await probe(url)) ?? (await fetch())
  return chosen ? attempt() : tryOnce(`${name}-download`, version, attempt)
}

async function probe(url: string): Promise<string | null> {
  // Our own fetch does not go by a proxy, the installers do.
  if (PROXIES.some((name) => process.env[name])) return null
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })
    return null
  } catch (error) {
    return `${new URL(url).host} does not answer (${reasonOf(error)})`
  }
}
