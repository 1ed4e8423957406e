import { isTransient, uuid7 } from '@service-hall/contract'
import type { CommandId, HubAnswer, HubCommand, RefusalCode } from '@service-hall/contract'
import { request } from '@service-hall/ui'
import type { ApiResult } from '@service-hall/ui'
import { toSignIn } from './to-sign-in.ts'

/** A command to the hub's records before it has its id. */
export type Unsent = HubCommand extends infer C ? (C extends HubCommand ? Omit<C, 'id'> : never) : never

/** What came of a command; null: no answer came in time, and whether it was done shows in what is read afterwards. */
export type Sent =
  { ok: true; upTo: number } | { ok: false; code: string; detail?: string | undefined } | null

export type SendOptions = {
  /** After this long without an answer it is given up, ms. */
  patienceMs?: number
  /** Pause between two attempts, ms. */
  retryMs?: number
  post?: (path: string, body: unknown) => Promise<ApiResult>
  monotonic?: () => number
}

/** A fresh id for a command; whoever sends again what has no answer keeps it. */
export function newCommandId(): CommandId {
  return uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) as CommandId
}

/** Refusals after which the same command may go through by itself. */
const again = (code: string): boolean => code === 'unreachable' || isTransient(code as RefusalCode)

/**
 * Sends a command until it is answered. Its id stays the same, so that sending again does nothing twice; a refusal that
 * passes by itself and a lost answer are asked again, everything else is final.
 */
export async function sendCommand(command: Unsent, options: SendOptions = {}): Promise<Sent> {
  return sendUntilAnswered<HubAnswer & { ok: true }>('/api/commands', { ...command }, options)
}

/** The same for any route that takes a command's id in its body. */
export async function sendUntilAnswered<T extends object>(
  path: string,
  body: object,
  {
    patienceMs = 60_000,
    retryMs = 600,
    post = postJson,
    monotonic = () => performance.now(),
  }: SendOptions = {},
): Promise<T | { ok: false; code: string; detail?: string | undefined } | null> {
  const kept = { ...body, id: newCommandId() }
  const until = monotonic() + patienceMs
  for (;;) {
    const result = await post(path, kept)
    if (result.ok) return result.value as T
    if (result.code === 'access.signIn') toSignIn()
    if (!again(result.code)) return result
    if (monotonic() + retryMs > until) return null
    await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}

const postJson = (path: string, body: unknown): Promise<ApiResult> => request('POST', path, body)
