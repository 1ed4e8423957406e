import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** A file below `folder` by the path of its address; null when there is none or it would lie outside. */
export async function findFile(
  folder: string,
  address: string,
): Promise<{ type: string; body: Buffer } | null> {
  const path = fileBelow(folder, address)
  if (path === null) return null
  try {
    return { type: TYPES[extname(path)] ?? 'application/octet-stream', body: await readFile(path) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
      return null
    throw error
  }
}

/** The path that an address names; null when it leads outside the folder or is malformed. */
export function fileBelow(folder: string, address: string): string | null {
  const decoded = decode(address)
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\')) return null
  const root = normalize(folder)
  const path = normalize(join(root, decoded === '/' || decoded === '' ? 'index.html' : decoded))
  return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : null
}

function decode(address: string): string | null {
  try {
    return decodeURIComponent(address)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

/**
 * Content security policy of the screen's pages. Styles may be inline because Vue sets them on elements; scripts never.
 *
 * @param connect where the page may connect to, beside where it came from
 */
export function screenPolicy(connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    ["connect-src 'self'", ...connect].join(' '),
  ].join('; ')
}
