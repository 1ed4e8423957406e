import type { ProposalLine, RosterProposal } from '@service-hall/contract'
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'

export type ProposalState = { seconds: number; gap: number | null }

/** Asks for a proposal and follows its lines. `stop` goes away, which ends it at the hub. */
export function useProposal(): {
  running: ShallowRef<ProposalState | null>
  last: ShallowRef<RosterProposal | null>
  /** Code of what went wrong. */
  failed: Ref<string | null>
  begin: (path: string, body: unknown) => Promise<RosterProposal | null>
  stop: () => void
} {
  const running: ShallowRef<ProposalState | null> = shallowRef(null)
  const last: ShallowRef<RosterProposal | null> = shallowRef(null)
  const failed = ref<string | null>(null)
  let control: AbortController | null = null
  const stop = (): void => control?.abort()
  onScopeDispose(stop)

  async function begin(path: string, body: unknown): Promise<RosterProposal | null> {
    stop()
    const mine = (control = new AbortController())
    running.value = { seconds: 0, gap: null }
    failed.value = null
    last.value = null
    try {
      const response = await fetch(path, {
        ...{ method: 'POST', credentials: 'same-origin', signal: mine.signal },
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!response.ok || !response.body) {
        const { code } = (await response.json()) as { code?: string }
        failed.value = code ?? 'unreachable'
        return null
      }
      for await (const line of linesOf(response.body)) {
        const told = JSON.parse(line) as ProposalLine
        if (told.kind === 'progress') running.value = { seconds: told.seconds, gap: told.gap }
        else if (told.kind === 'failed') failed.value = told.reason
        else last.value = told.proposal
      }
      if (!last.value) failed.value ??= 'unreachable'
      return last.value
    } catch {
      if (!mine.signal.aborted) failed.value = 'unreachable'
      return null
    } finally {
      if (control === mine) running.value = null
    }
  }
  return { running, last, failed, begin, stop }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (rest + (value ?? '')).split('\n')
    rest = done ? '' : (lines.pop() ?? '')
    for (const line of lines) if (line !== '') yield line
    if (done) return
  }
}
