import { request } from '@service-hall/ui'
import type { ApiResult } from '@service-hall/ui'
import { toSignIn } from './to-sign-in.ts'

/** What came of a question to the hub. `code` goes through `refusalText` of `useApiText` to become a sentence. */
export type Answered<T> = { ok: true; value: T } | { ok: false; code: string; detail?: string | undefined }

/**
 * Asks the hub. Never throws, ends by itself after some seconds (`unreachable`). When the session is over the sign-in page
 * comes instead, which leads back here. The value is taken for what the contract says of the route.
 */
export async function ask<T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answered<T>> {
  const result: ApiResult = await request(method, path, body)
  if (result.ok) return { ok: true, value: result.value as T }
  if (result.code === 'access.signIn') toSignIn()
  return result
}
