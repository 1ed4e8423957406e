import { SignedPackage, UPLOAD_PIECE } from '@service-hall/contract'
import type { PackageUploaded } from '@service-hall/contract'
import { ask } from '../../api/api.ts'
import { sendUntilAnswered } from '../../api/commands.ts'

/** Half of what the hub takes at once: a narrow line is through with it before it is given up. */
const PIECE = UPLOAD_PIECE / 2
/** So often a piece that was not answered is sent anew. */
const ATTEMPTS = 5

/** What a description beside a package says; null: it is none. */
export async function descriptionIn(file: File): Promise<SignedPackage | null> {
  try {
    return SignedPackage.safeParse(JSON.parse(await file.text())).data ?? null
  } catch {
    return null
  }
}

/**
 * Uploads a package piece by piece, from where the hub says that it is, and makes it part of its release. Answers the code
 * of what was in the way; null: nothing.
 */
export async function uploadPackage(
  file: File,
  signed: SignedPackage,
  { why, progress }: { why: string; progress: (have: number) => void },
): Promise<string | null> {
  const { sha256, bytes } = signed.package
  let have = 0
  let first = true
  let failures = 0
  while (have < bytes || first) {
    const part = first ? '' : await base64Of(file.slice(have, have + PIECE))
    const body = { sha256, bytes, from: have, data: part }
    const answer = await ask<PackageUploaded>('POST', '/api/releases/pieces', body)
    if (!answer.ok && (answer.code !== 'unreachable' || ++failures > ATTEMPTS)) return answer.code
    if (!answer.ok) continue
    first = false
    failures = 0
    have = answer.value.have
    progress(have)
  }
  const added = await sendUntilAnswered('/api/releases', { ...signed, why })
  if (added === null) return 'unreachable'
  return 'ok' in added && added.ok === false ? added.code : null
}

async function base64Of(part: Blob): Promise<string> {
  const bytes = new Uint8Array(await part.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
